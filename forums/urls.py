from django.urls import path

from forums.views import boards, posts, standings, topics

urlpatterns = [
    path("", boards.home, name="home"),
    path("boards/", boards.board_index, name="boards"),
    path("b/<slug:slug>/", boards.board, name="board"),
    path("b/<slug:slug>/new/", topics.new_topic, name="new_topic"),
    path("t/<int:pk>/", topics.topic, name="topic_short"),
    path("reply/<int:pk>/", topics.reply, name="reply"),
    path("t/<int:pk>/<slug:slug>/", topics.topic, name="topic"),
    path("p/<int:pk>/", posts.post, name="post"),
    path("p/<int:pk>/edit/", posts.edit, name="edit"),
    path("p/<int:pk>/history/", posts.history, name="history"),
    path("p/<int:pk>/withdraw/", posts.withdraw, name="withdraw"),
    path("about/standings/", standings.standings, name="standings"),
    path("preview/", posts.preview, name="preview"),
]

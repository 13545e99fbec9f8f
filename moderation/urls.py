from django.urls import path

from moderation.views import cases, decisions, queue

urlpatterns = [
    path("", queue.moderation_queue, name="moderation_queue"),
    path("<int:pk>/", cases.moderation_case, name="moderation_case"),
    path("<int:pk>/restore/", cases.restore, name="moderation_restore"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
]

from django.urls import path

from community.members.views.directory import directory
from community.members.views.profile import profile, profile_edit
from community.members.views.ties import block, blocked, follow, followed

urlpatterns = [
    path("", directory, name="directory"),
    path("followed/", followed, name="followed_members"),
    path("blocked/", blocked, name="blocked_members"),
    path("<int:pk>/follow/", follow, name="follow_member"),
    path("<int:pk>/block/", block, name="block_member"),
    path("me/", profile_edit, name="profile_edit"),
    path("<int:pk>/", profile, name="profile"),
]

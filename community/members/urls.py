from django.urls import path

from community.members.views.profile import profile, profile_edit

urlpatterns = [
    path("me/", profile_edit, name="profile_edit"),
    path("<int:pk>/", profile, name="profile"),
]

from django.urls import path

from community.inbox.views import mailing, reading

urlpatterns = [
    path("", reading.inbox, name="inbox"),
    path("read/", reading.inbox_read, name="inbox_read"),
    path("mail/", mailing.inbox_mail, name="inbox_mail"),
    path("mail/stop/<str:token>/", mailing.inbox_stop_mail, name="inbox_stop_mail"),
    path("<int:pk>/", reading.inbox_open, name="inbox_open"),
]

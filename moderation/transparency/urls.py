"""Below /about/: what everyone can read of how it is kept here."""

from django.urls import path

from moderation.transparency import views as about

urlpatterns = [
    path("rules/", about.rules, name="rules"),
    path("transparency/", about.transparency, name="transparency"),
]

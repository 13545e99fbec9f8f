from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forums.demo.loading import is_loaded, load
from forums.models import Post, Topic


class Command(BaseCommand):
    help = "Load the demo's people, boards and posts, once. Only in development."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT not in {"development", "test"}:
            raise CommandError(
                "The demo has accounts with a password that everyone knows, so it is loaded only "
                f"where ENVIRONMENT is development; here it is {settings.ENVIRONMENT}."
            )
        if is_loaded():
            self.stdout.write("The demo is here already; nothing to do.")
            return
        load()
        self.stdout.write(
            f"Loaded the demo: {Topic.objects.count()} topics, {Post.objects.count()} posts."
        )

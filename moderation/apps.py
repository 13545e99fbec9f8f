from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self) -> None:
        from community import keeping
        from moderation.law import holding

        # The ground cannot name who keeps what is held by law.
        keeping.register(holding.preserve, holding.keeps_file)

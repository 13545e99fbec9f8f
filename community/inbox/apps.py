from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "community.inbox"
    label = "inbox"

    def ready(self) -> None:
        from community import subjects
        from community.profile_subject import ProfileSubject

        # Members lie below subjects and cannot name their own.
        subjects.register(ProfileSubject())

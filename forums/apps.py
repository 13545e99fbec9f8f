from django.apps import AppConfig


class ForumsConfig(AppConfig):
    name = "forums"

    def ready(self) -> None:
        from community import subjects
        from forums import granting  # noqa: F401  connects the cache of grants
        from forums.picture_subjects import PictureSubject
        from forums.subjects import PostSubject

        subjects.register(PostSubject())
        subjects.register(PictureSubject())

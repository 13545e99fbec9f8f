from celery import shared_task

from forums import attaching, drafting, inviting, recounting


@shared_task
def clear_old_drafts() -> None:
    drafting.clear_old()


@shared_task
def clear_old_invitations() -> None:
    inviting.clear_old()


@shared_task
def recount() -> None:
    recounting.nightly()


@shared_task
def clear_left_pictures() -> None:
    attaching.clear_left()

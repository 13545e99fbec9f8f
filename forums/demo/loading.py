"""Load the whole demo, once."""

from django.db import transaction
from django.utils import timezone

from community.members.models import User
from forums.demo.boards import BOARDS, open_board, open_specialties
from forums.demo.joining import join
from forums.demo.moderating import screen
from forums.demo.people import EVERYONE, PERSONAS
from forums.demo.stories import stories
from forums.demo.talking import tell
from forums.demo.verifying import verify


def is_loaded() -> bool:
    return User.objects.filter(email=PERSONAS[0].email).exists()


def load() -> None:
    """Make people, rooms, talk, the desk's work and the queue, in one transaction."""
    now = timezone.now()
    with transaction.atomic():
        specialties = open_specialties()
        people = join(EVERYONE, specialties)
        boards = {slug: open_board(slug, specialties) for slug in BOARDS}
        verify(people, now)
        screen(tell(stories(now), boards, people), people)

"""Load the whole demo, once."""

from django.db import transaction
from django.utils import timezone

from community.members import specialties
from community.members.models import Specialty, User
from forums.demo.arranging import arrange
from forums.demo.asking import ask_in_polls
from forums.demo.boards import BOARDS, entrust, open_board
from forums.demo.grouping import ask, gather
from forums.demo.joining import join
from forums.demo.masking import mask
from forums.demo.moderating import screen
from forums.demo.objecting import object_to
from forums.demo.pages import show_pages
from forums.demo.people import EVERYONE, PERSONAS
from forums.demo.pictures import picture
from forums.demo.presenting import present
from forums.demo.reading import live
from forums.demo.settling import adverts, settle
from forums.demo.stories import stories
from forums.demo.talking import tell
from forums.demo.verifying import verify
from moderation.transparency.announcing import announce


def is_loaded() -> bool:
    return User.objects.filter(email=PERSONAS[0].email).exists()


def load() -> None:
    """Make people, rooms, groups, talk, the desk's work and the queue, in one transaction."""
    now = timezone.now()
    with transaction.atomic():
        specialties.load()
        of = {specialty.slug: specialty for specialty in Specialty.objects.all()}
        people = join(EVERYONE, of)
        show_pages(people)
        boards = {slug: open_board(slug, of) for slug in BOARDS}
        entrust(people["mona"], boards["cardiology-clinical"])
        groups = gather(people, now)
        boards |= groups
        verify(people, now)
        sold = tell(adverts(now), boards, people)
        told = tell(stories(now), boards, people)
        mask(told)
        present(told)
        picture(told)
        screen(told, people)
        settle(sold, told, people, now)
        object_to(people, now)
        ask_in_polls(told, people, now)
        live(told, boards, people, now)
        arrange(told, people, now)
        ask(groups, people)
        announce()

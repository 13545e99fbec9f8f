"""Give the people of the demo their accounts, standings and second factors."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.dateformat import format as format_date

from community.members.grades import band_of
from community.members.models import Specialty, Standing, User
from forums.demo.people import PASSWORD, STAFF_SECRET, Person

CHECKED = {
    "doctor": "GMC register",
    "professional": "its register",
    "student": "university address",
}


def join(people: Iterable[Person], specialties: Mapping[str, Specialty]) -> dict[str, User]:
    """Accounts for these people, by key. Four queries, whatever their number."""
    people, now = list(people), timezone.now()
    password = make_password(PASSWORD)  # one hash for all: a slow one, on purpose
    users = User.objects.bulk_create(_user(p, password, specialties, now) for p in people)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    pairs = list(zip(people, users, strict=True))
    Standing.objects.bulk_create(_standing(p, user, now) for p, user in pairs if p.standing)
    Authenticator.objects.bulk_create(
        Authenticator(
            user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(STAFF_SECRET)}
        )
        for person, user in pairs
        if person.is_staff
    )
    return {person.key: user for person, user in pairs}


def _user(
    person: Person, password: str, specialties: Mapping[str, Specialty], now: datetime
) -> User:
    return User(
        email=person.email,
        name=person.name,
        password=password,
        specialty=specialties.get(person.specialty),
        grade=person.grade,
        band=band_of(person.grade) if person.grade else "",
        date_joined=now - timedelta(days=person.joined),
        suspended_until=now + timedelta(days=person.suspended) if person.suspended else None,
    )


def _standing(person: Person, user: User, now: datetime) -> Standing:
    assert person.standing is not None
    starts = now - timedelta(days=person.verified)
    day = format_date(timezone.localtime(starts), "j F Y")
    ends = None
    if person.lapsed is not None:
        ends = now - timedelta(days=person.lapsed)
    elif person.standing == Standing.Kind.DOCTOR:
        ends = starts + timedelta(days=365)  # twelve months at most, then checked again
    return Standing(
        user=user,
        kind=person.standing,
        starts_at=starts,
        ends_at=ends,
        checked=f"{CHECKED[person.standing]}, {day}" if person.standing in CHECKED else "",
        profession=person.what.partition(",")[0] if person.standing == "professional" else "",
    )

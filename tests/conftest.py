import time
import uuid
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from community.members.models import User
from community.members.viewer import Viewer, viewer_for
from community.pipeline import outbox
from community.pipeline.models import OutboxEntry
from tests.personas import People, make_people
from tests.rooms import Rooms, make_rooms
from verification import claiming
from verification.claiming import Claimed
from verification.models import Claim, Evidence, RegisterEntry, RegisterImport, Status

# A test never fails by the clock: how fast it is, benchmarks tell.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

# Fixtures through which a test reaches the database, and so our caches too.
REACHES = {"db", "transactional_db", "live_server"}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Tests that commit empty all tables afterwards, which the audit record refuses elsewhere."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("audit_entry", "audit_head"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit_no_truncate")


@pytest.fixture(autouse=True)
def fresh_cache(request: pytest.FixtureRequest) -> None:
    """No test sees what another cached. Tests of pure functions need no Redis and get none."""
    if request.node.get_closest_marker("django_db") or REACHES & set(request.fixturenames):
        cache.clear()


@pytest.fixture(autouse=True)
def no_broker(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work stays in the outbox until `run_outbox`; only tests of the worker send tasks."""
    if not request.node.get_closest_marker("worker"):
        monkeypatch.setattr(outbox, "nudge", lambda ids: None)


@pytest.fixture
def people(db: None) -> People:
    return make_people()


@pytest.fixture
def rooms(people: People) -> Rooms:
    return make_rooms(people)


@pytest.fixture
def client_for() -> Callable[..., Client]:
    """client_for(user) is a browser in which they have signed in, staff with their second factor;
    client_for() is a stranger's."""

    def make(user: User | None = None, *, second_factor: bool | None = None) -> Client:
        client = Client()
        if user is None:
            return client
        client.force_login(user)
        proofs = [{"method": "password", "at": time.time(), "email": user.email}]
        if user.is_staff if second_factor is None else second_factor:
            proofs.append({"method": "mfa", "at": time.time(), "type": "totp"})
        session = client.session
        session["account_authentication_methods"] = proofs
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return client

    return make


@pytest.fixture
def viewer_of() -> Callable[[User], Viewer]:
    """What `user` is now, read afresh: a user object remembers the roles it had."""
    return lambda user: viewer_for(User.objects.get(pk=user.pk))


@pytest.fixture
def run_outbox(db: None) -> Callable[[], int]:
    """Do all work that is due, and what follows from it; returns how many handlers ran."""

    def run() -> int:
        done = 0
        while due := list(
            OutboxEntry.objects.filter(done_at=None, due_at__lte=timezone.now())
            .order_by("pk")
            .values_list("pk", flat=True)
        ):
            done += sum(outbox.run(pk) for pk in due)
        return done

    return run


@pytest.fixture
def add_entry(db) -> Callable[..., RegisterEntry]:
    note = RegisterImport.objects.create(
        register="gmc", file_name="x", digest="x", rows=0, added=0, changed=0, removed=0, bad=0
    )

    def add(number="1234567", surname="Chater", given_name="Susan", status=Status.LICENSED):
        return RegisterEntry.objects.create(
            register="gmc",
            number=number,
            surname=surname,
            given_name=given_name,
            status=status,
            raw_status=Status(status).label,
            imported=note,
        )

    return add


@pytest.fixture
def entry(add_entry) -> RegisterEntry:
    return add_entry()


@pytest.fixture
def claim_for() -> Callable[..., Claim]:
    """claim_for(user) claims the number of `entry`, from an account of that name and with a work
    address confirmed: what a plain case has. `proof` is another kind of evidence, or None for
    nothing beyond the match; `account` is another name of the account."""

    def claim(
        user,
        number="1234567",
        surname="Chater",
        given_name="Susan",
        *,
        register="gmc",
        proof=Evidence.Kind.WORK_MAIL,
        account="",
    ) -> Claim:
        user.name = account or f"{given_name} {surname}"
        user.save(update_fields=["name"])
        claimed = Claimed(register, number, surname, given_name)
        claim = claiming.submit(viewer_for(user), claimed, uuid.uuid4())
        if proof:
            claim.evidence.get_or_create(kind=proof)
        return claim

    return claim

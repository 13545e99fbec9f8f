"""How long does the nightly comparison take, and in how much memory, with a register of full size?

Run by hand: `ENVIRONMENT=test python -m tests.load.recheck_large`. It makes a database of its own
beside the one of DATABASE_URL, with 400,000 entries and 50,000 verified doctors, and drops it
afterwards. Prints seconds and the peak memory of this process in MB, the making included: first
with nothing changed, then with 2% of the verified doctors changed, and once more to see that all
is settled.
"""

import os
import resource
import sys
import time

import django

ENTRIES = 400_000
VERIFIED = 50_000
CHANGED_EVERY = 50  # 2 %
BATCH = 5_000


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
    django.setup()
    from django.db import connection

    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = "gr_recheck_large"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        _fill()
        _measure("nothing changed")
        _change()
        _measure("2% changed")
        _measure("again")
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def _measure(what: str) -> None:
    from verification.rechecking import recheck

    began = time.perf_counter()
    done = recheck()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _say(f"{what}: {seconds:.1f} s, peak {peak:.0f} MB, {dict(done)}")


def _fill() -> None:
    from verification.models import RegisterEntry, RegisterImport, Status

    note = RegisterImport.objects.create(
        register="gmc", file_name="x", digest="x", rows=0, added=0, changed=0, removed=0, bad=0
    )
    for start in range(0, ENTRIES, BATCH):
        RegisterEntry.objects.bulk_create(
            RegisterEntry(
                register="gmc",
                number=f"{number:07}",
                surname=_surname(number),
                given_name="Susan",
                status=Status.LICENSED,
                raw_status="Registered with Licence",
                imported=note,
            )
            for number in range(start, start + BATCH)
        )
    for start in range(0, VERIFIED, BATCH):
        _verify(range(start, start + BATCH))
    _say(f"{ENTRIES} entries, {VERIFIED} verified doctors")


def _verify(numbers: range) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from community.members.models import Standing, User
    from verification.models import Claim

    users = User.objects.bulk_create(
        User(email=f"{n}@example.org", name=f"Susan {_surname(n)}", password="!") for n in numbers
    )
    ends = timezone.now() + timedelta(days=200)
    Standing.objects.bulk_create(
        Standing(user=user, kind=Standing.Kind.DOCTOR, ends_at=ends, profession="doctor")
        for user in users
    )
    claims = []
    for user, number in zip(users, numbers, strict=True):
        claim = Claim(user=user, surname=_surname(number), given_name="Susan", outcome="clear")
        claim.state, claim.register_status = Claim.State.APPROVED, "licensed"
        claim.put_number("gmc", f"{number:07}")
        claims.append(claim)
    Claim.objects.bulk_create(claims)


def _change() -> None:
    """Of the verified: every fiftieth, in turn suspended, unpaid, renamed and become specialist."""
    from datetime import date

    from verification.models import RegisterEntry, Status

    changes: list[dict[str, object]] = [
        {"status": Status.SUSPENDED},
        {"status": Status.ADMINISTRATIVE},
        {"surname": "Married-Now"},
        {"specialist_date": date(2026, 11, 1)},
    ]
    for turn, change in enumerate(changes):
        step = CHANGED_EVERY * len(changes)
        numbers = [f"{n:07}" for n in range(CHANGED_EVERY * turn, VERIFIED, step)]
        RegisterEntry.objects.filter(number__in=numbers).update(**change)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _surname(number: int) -> str:
    """Letters only, as names are."""
    return "Ch" + "".join(chr(ord("a") + int(digit)) for digit in str(number))


if __name__ == "__main__":
    main()

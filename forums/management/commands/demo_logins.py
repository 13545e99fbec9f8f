import time
from argparse import ArgumentParser
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forums.demo.loading import is_loaded
from forums.demo.people import MORE_STAFF, PASSWORD, PERSONAS, STAFF_SECRET, UNCLAIMED


class Command(BaseCommand):
    help = "Print the demo's sign-in names, their password and the staff's authenticator secret."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--codes",
            action="store_true",
            help="print only the staff's six-digit code of this moment",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT not in {"development", "test"}:
            raise CommandError("The demo and its sign-in names are only for development.")
        if options["codes"]:
            self.stdout.write(code_now())
        elif is_loaded():
            self.stdout.write(table())
        else:
            self.stdout.write("No demo people are here; `manage.py load_demo` brings them.")


def code_now() -> str:
    """What the staff's authenticator would show at this moment."""
    return format_hotp_value(hotp_value(STAFF_SECRET, int(time.time()) // app_settings.TOTP_PERIOD))


def table() -> str:
    people = (*PERSONAS, *MORE_STAFF)
    rows = [(person.email, person.what + " *" * person.is_staff) for person in people]
    number, given, surname = UNCLAIMED
    wide = max(len(email) for email, _ in rows)
    lines = [f"  {email:<{wide}}  {what}" for email, what in rows]
    return "\n".join(
        [
            f"Sign in with the password {PASSWORD} as",
            "",
            *lines,
            "",
            "* also asks for a code. Put this secret into an authenticator app:",
            f"  {STAFF_SECRET}",
            "  or get the code of the moment with `manage.py demo_logins --codes`.",
            "",
            f"Or join, and claim a GMC number that is still free: {number}, {given} {surname}.",
        ]
    )

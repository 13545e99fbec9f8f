"""Addresses that an employer or a university gives out."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from verification.models import WorkDomain

# What employers give out. Quotes, % and ! once told mail servers to send a letter elsewhere.
LOCAL = re.compile(r"[a-z0-9._'-]{1,64}")
LONGEST_DOMAIN = 200  # as much as the evidence notes
# Whoever has left keeps such a mailbox for life: it proves no work and no study.
OF_THE_PAST = {"alumni", "alumnus", "alumna", "alum"}
NO_ADDRESS = "That is not an address we can write to. It looks like susan.chater@nhs.net."


class Unfit(Exception):
    """The address proves nothing; the message says why, and rests on what was typed alone."""


def read(typed: str) -> tuple[str, str]:
    """The local part and the domain, in small letters and without a tag (susan+forum). Raises
    Unfit."""
    local, _, domain = typed.strip().lower().rpartition("@")
    local = local.split("+", 1)[0]
    if not typed.isascii() or not LOCAL.fullmatch(local) or len(domain) > LONGEST_DOMAIN:
        raise Unfit(NO_ADDRESS)
    try:
        validate_email(f"{local}@{domain}")
    except ValidationError:
        raise Unfit(NO_ADDRESS) from None
    return local, domain


def gives_out(domain: str, *, study: bool = False) -> bool:
    """Do we know this domain as an employer's, or as one of those where people study?"""
    if OF_THE_PAST & set(domain.split(".")):
        return False
    domains = WorkDomain.objects.filter(pattern__in=_patterns(domain))
    return domains.filter(**{"for_study" if study else "for_work": True}).exists()


def _patterns(domain: str) -> list[str]:
    """All that match it: trust.nhs.uk, *.nhs.uk, *.uk."""
    labels = domain.split(".")
    return [domain, *("*." + ".".join(labels[at:]) for at in range(1, len(labels)))]

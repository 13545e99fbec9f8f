"""Addresses that an employer or a university gives out."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from verification.models import WorkDomain

NO_ADDRESS = "That is not an address we can write to. It looks like susan.chater@nhs.net."


class Unfit(Exception):
    """The address proves nothing; the message says why, and rests on what was typed alone."""


def read(typed: str) -> tuple[str, str]:
    """The local part and the domain, in small letters and without a tag (susan+forum). Raises
    Unfit."""
    local, _, domain = typed.strip().lower().rpartition("@")
    local = local.split("+", 1)[0]
    if not typed.isascii() or '"' in local:
        raise Unfit(NO_ADDRESS)
    try:
        validate_email(f"{local}@{domain}")
    except ValidationError:
        raise Unfit(NO_ADDRESS) from None
    return local, domain


def gives_out(domain: str, *, study: bool = False) -> bool:
    """Do we know this domain as an employer's, or as one of those where people study?"""
    domains = WorkDomain.objects.filter(pattern__in=_patterns(domain))
    return domains.filter(**{"for_study" if study else "for_work": True}).exists()


def _patterns(domain: str) -> list[str]:
    """All that match it: trust.nhs.uk, *.nhs.uk, *.uk."""
    labels = domain.split(".")
    return [domain, *("*." + ".".join(labels[at:]) for at in range(1, len(labels)))]

"""The United States' National Provider Identifier: ten digits of which the last is Luhn's check
digit over 80840 and the number. Every kind of provider has one: it tells no profession."""

from stdnum import luhn

from verification.registers.register import Register, Unreadable
from verification.registers.shapes import shaped

HELP = "An NPI has ten digits and begins with 1 or 2, such as 1234567893."
ISSUER = "80840"  # health applications, United States

_digits = shaped(r"([12][0-9]{9})", HELP)


def normalise(raw: str) -> str:
    """The ten digits. Raises Unreadable, for a wrong check digit as well."""
    number = _digits(raw)
    if not luhn.is_valid(ISSUER + number):
        raise Unreadable(f"A digit of this is wrong or two are swapped; please check it. {HELP}")
    return number


NPI = Register(
    key="npi",
    label="US National Provider Identifier (NPI)",
    badge="NPI registry",
    example="1234567893",
    help_text=HELP,
    normalise=normalise,
    public_url=lambda number: f"https://npiregistry.cms.hhs.gov/provider-view/{number}",
    profession=lambda number: "healthcare provider in the United States",
)

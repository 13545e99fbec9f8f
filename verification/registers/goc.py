"""The General Optical Council. Dispensing opticians have a D before the dash,
which belongs to the number; any dash that people type becomes a hyphen."""

from verification.registers.register import Register
from verification.registers.shapes import shaped

HELP = "A GOC number is two digits, a dash and four or five digits, such as 01-12345 or D-12345."

GOC = Register(
    key="goc",
    label="General Optical Council (GOC)",
    badge="GOC register",
    example="01-12345",
    help_text=HELP,
    normalise=shaped(r"((?:[0-9]{2}|D)-[0-9]{4,5})", HELP),
    public_url=lambda number: "https://str.optical.org/",
    profession=lambda number: "dispensing optician" if number[0] == "D" else "optometrist",
)

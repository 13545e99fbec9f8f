"""The Nursing and Midwifery Council. A PIN has no published check digit."""

from verification.registers.register import Register
from verification.registers.shapes import shaped

HELP = "An NMC PIN is two digits, a letter, four digits and a letter, such as 71A2998E."

NMC = Register(
    key="nmc",
    label="Nursing and Midwifery Council (NMC)",
    badge="NMC register",
    example="71A2998E",
    help_text=HELP,
    normalise=shaped(r"([0-9]{2}[A-Z][0-9]{4}[A-Z])", HELP),
    public_url=lambda number: "https://www.nmc.org.uk/registration/search-the-register/",
    profession=lambda number: "nurse, midwife or nursing associate",
)

"""The General Pharmaceutical Council. Its numbers look like the GMC's: so the register is asked."""

from verification.registers.register import Register
from verification.registers.shapes import shaped

HELP = "A GPhC number has seven digits, such as 2012345."

GPHC = Register(
    key="gphc",
    label="General Pharmaceutical Council (GPhC)",
    badge="GPhC register",
    example="2012345",
    help_text=HELP,
    normalise=shaped(r"([0-9]{7})", HELP),
    public_url=lambda number: (
        f"https://www.pharmacyregulation.org/registers/pharmacist/registrationnumber/{number}"
    ),
    profession=lambda number: "pharmacist or pharmacy technician",
)

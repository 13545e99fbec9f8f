"""The General Dental Council. The NHS writes its numbers as CD and six digits; that C and D say
whose number it is, and the six digits are the same number with its leading zeros."""

from verification.registers.register import Register
from verification.registers.shapes import shaped

HELP = "A GDC number has four to six digits, such as 123456. CD123456 is fine as well."

GDC = Register(
    key="gdc",
    label="General Dental Council (GDC)",
    badge="GDC register",
    help_text=HELP,
    # Without leading zeros, so that CD012345 and 12345 are one number.
    normalise=shaped(r"(?:CD(?=[0-9]{6}$)|(?=[0-9]{4,6}$))0*([1-9][0-9]{3,5})", HELP),
    public_url=lambda number: (
        f"https://olr.gdc-uk.org/SearchRegister/SearchResult?RegistrationNumber={number}"
    ),
    profession=lambda number: "dentist or dental care professional",
)

"""The General Dental Council. The NHS writes its numbers as CD and six digits: the letters say
whose number it is, and zeros fill the digits up. The normal form has neither, so that CD012345,
012345 and 12345 are one number that only one person can hold."""

from verification.registers.register import Register
from verification.registers.shapes import shaped

HELP = "A GDC number has four to six digits, such as 123456. CD123456 is fine as well."

GDC = Register(
    key="gdc",
    label="General Dental Council (GDC)",
    badge="GDC register",
    example="123456",
    help_text=HELP,
    normalise=shaped(r"(?:CD(?=[0-9]{6}$)|(?=[0-9]{4,6}$))0*([1-9][0-9]{3,5})", HELP),
    public_url=lambda number: (
        f"https://olr.gdc-uk.org/SearchRegister/SearchResult?RegistrationNumber={number}"
    ),
    profession=lambda number: "dentist or dental care professional",
)

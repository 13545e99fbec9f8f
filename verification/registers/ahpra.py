"""The Australian Health Practitioner Regulation Agency. The first letters tell the profession; its
doctors are shown as what they are, and the doctors' boards are for British and Irish ones."""

from verification.registers.register import Register
from verification.registers.shapes import shaped

HELP = "An AHPRA number is three letters and ten digits, such as MED0001234567."

PROFESSIONS = {
    "CHI": "chiropractor",
    "CMR": "Chinese medicine practitioner",
    "DEN": "dental practitioner",
    "MED": "doctor registered in Australia",
    "MRP": "medical radiation practitioner",
    "NMW": "nurse or midwife",
    "OCC": "occupational therapist",
    "OPT": "optometrist",
    "OST": "osteopath",
    "PAR": "paramedic",
    "PHA": "pharmacist",
    "PHY": "physiotherapist",
    "POD": "podiatrist",
    "PSY": "psychologist",
}

AHPRA = Register(
    key="ahpra",
    label="Australian Health Practitioner Regulation Agency (AHPRA)",
    badge="AHPRA register",
    example="MED0001234567",
    help_text=HELP,
    normalise=shaped(r"([A-Z]{3}[0-9]{10})", HELP),
    public_url=lambda number: (
        "https://www.ahpra.gov.au/Registration/Registers-of-Practitioners.aspx"
    ),
    profession=lambda number: PROFESSIONS.get(number[:3], "health practitioner in Australia"),
)

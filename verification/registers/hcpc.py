"""The Health and Care Professions Council. The letters before the digits tell the profession: two,
but for three professions that have three ("PH123456 or PYL123456", How to check the Register)."""

from verification.registers.register import Register
from verification.registers.shapes import shaped

HELP = "An HCPC number is two letters (or HAD, ODP, PYL) and four to six digits, such as PH095159."

PROFESSIONS = {
    "AS": "arts therapist",
    "BS": "biomedical scientist",
    "CH": "chiropodist or podiatrist",
    "CS": "clinical scientist",
    "DT": "dietitian",
    "HAD": "hearing aid dispenser",
    "ODP": "operating department practitioner",
    "OR": "orthoptist",
    "OT": "occupational therapist",
    "PA": "paramedic",
    "PH": "physiotherapist",
    "PO": "prosthetist or orthotist",
    "PYL": "practitioner psychologist",
    "RA": "radiographer",
    "SL": "speech and language therapist",
}

HCPC = Register(
    key="hcpc",
    label="Health and Care Professions Council (HCPC)",
    badge="HCPC register",
    example="PH095159",
    help_text=HELP,
    normalise=shaped(r"((?:[A-Z]{2}|HAD|ODP|PYL)[0-9]{4,6})", HELP),
    public_url=lambda number: "https://www.hcpc-uk.org/check-the-register/",
    profession=lambda number: PROFESSIONS.get(
        number.rstrip("0123456789"), "health and care professional"
    ),
)

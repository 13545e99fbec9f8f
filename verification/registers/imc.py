"""The Irish Medical Council: the other register of doctors that opens the doctors' boards. The
shape of its numbers could not be confirmed."""

from verification.registers.register import Register
from verification.registers.shapes import shaped

HELP = "An Irish Medical Council number has six digits, such as 123456."

IMC = Register(
    key="imc",
    label="Irish Medical Council",
    badge="Irish Medical Council register",
    example="123456",
    help_text=HELP,
    normalise=shaped(r"([0-9]{6})", HELP),
    public_url=lambda number: (
        "https://www.medicalcouncil.ie/public-information/check-the-register/"
    ),
    profession=lambda number: "doctor registered in Ireland",
    is_of_doctors=True,
)

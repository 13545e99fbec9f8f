"""Who lives in the demo. The ten personas are those of the tests as well.

The General Medical Council gives no number that begins with 9, so these belong to no one.
"""

from dataclasses import dataclass

from community.members.roles import Role

PASSWORD = "demo-Grand-Round"  # noqa: S105  printed at start: it protects nothing

# The authenticator secret of the demo's staff: base32, fixed, so that it can be printed.
STAFF_SECRET = "GRANDROUNDGRANDROUNDGRANDROUND22"  # noqa: S105

# A doctor on the demo's register whom no one has claimed: for whoever joins to try it.
UNCLAIMED = ("9100051", "Rosalind", "Okonjo")

DOCTOR, PROFESSIONAL, STUDENT = Role.DOCTOR, Role.PROFESSIONAL, Role.STUDENT


@dataclass(frozen=True)
class Person:
    """`standing` is what they are or were; `verified` and `lapsed` are days ago, `suspended` days
    to come. `number` is a register number, empty for those who are on no register."""

    key: str
    name: str
    what: str = ""
    specialty: str = ""
    grade: str = ""
    standing: Role | None = None
    number: str = ""
    joined: int = 200
    verified: int = 190
    lapsed: int | None = None
    suspended: int | None = None

    @property
    def email(self) -> str:
        return f"{self.key}@demo.test"

    @property
    def is_staff(self) -> bool:
        return self.standing is not None and self.standing.is_staff


def _doctor(key: str, name: str, specialty: str, grade: str, number: str, joined: int) -> Person:
    return Person(
        key,
        name,
        f"verified doctor, {specialty.replace('-', ' ')}",
        specialty,
        grade,
        DOCTOR,
        number,
        joined=joined,
        verified=joined - 4,
    )


PERSONAS = (
    Person(
        "anna",
        "Anna Sharma",
        "verified cardiologist",
        "cardiology",
        "consultant",
        DOCTOR,
        "9100001",
    ),
    Person(
        "bela", "Bela Kovács", "verified GP", "general-practice", "GP partner", DOCTOR, "9100002"
    ),
    Person(
        "cara",
        "Cara Nwosu",
        "claim waiting for a verifier",
        "emergency-medicine",
        "ST3",
        number="9100003",
        joined=3,
    ),
    Person(
        "dan",
        "Dan Whitfield",
        "verification lapsed",
        "anaesthetics",
        "specialty doctor",
        DOCTOR,
        "9100004",
        joined=420,
        verified=410,
        lapsed=12,
    ),
    Person(
        "eve",
        "Eve Hartley",
        "verified doctor, suspended",
        "psychiatry",
        "CT2",
        DOCTOR,
        "9100005",
        suspended=20,
    ),
    Person("nina", "Nina Reyes", "nurse, open boards", "paediatrics", "ward sister", PROFESSIONAL),
    Person("stu", "Stu Mackay", "medical student", grade="fourth-year student", standing=STUDENT),
    Person("moira", "Moira Ellis", "community manager", standing=Role.COMMUNITY_MANAGER),
    Person("vera", "Vera Adeyemi", "verifier", standing=Role.VERIFIER),
    Person("adam", "Adam Lindqvist", "administrator", standing=Role.ADMINISTRATOR),
)

# More of the staff, to try their work with: a second manager, who answers the appeals against what
# the first decided; the moderator of one board; the law desk.
MORE_STAFF = (
    Person("mia", "Mia Sandhu", "community manager", standing=Role.COMMUNITY_MANAGER),
    Person("mona", "Mona Achebe", "moderator of Cardiology, clinical", standing=Role.MODERATOR),
    Person("lena", "Lena Fischer", "law desk", standing=Role.LAW),
)

OTHERS = (
    _doctor("gwen", "Gwen Pritchard", "general-practice", "salaried GP", "9100011", 188),
    _doctor("imran", "Imran Qureshi", "cardiology", "ST6", "9100012", 181),
    _doctor("fiona", "Fiona Macrae", "emergency-medicine", "consultant", "9100013", 195),
    _doctor("tom", "Tom Ashworth", "emergency-medicine", "ST4", "9100014", 160),
    _doctor("priya", "Priya Raman", "paediatrics", "consultant", "9100015", 176),
    _doctor("callum", "Callum Boyd", "anaesthetics", "ST5", "9100016", 150),
    _doctor("sarah", "Sarah Levy", "psychiatry", "consultant", "9100017", 190),
    _doctor("ola", "Ola Bankole", "obstetrics-and-gynaecology", "ST7", "9100018", 166),
    _doctor("hugh", "Hugh Penrose", "radiology", "consultant", "9100019", 192),
    _doctor("mei", "Mei-Ling Chan", "radiology", "ST3", "9100020", 141),
    _doctor("joe", "Joe Tattersall", "general-practice", "GP registrar, ST3", "9100021", 137),
    _doctor("aisha", "Aisha Siddiqui", "obstetrics-and-gynaecology", "consultant", "9100022", 185),
    _doctor("ruth", "Ruth O'Connell", "paediatrics", "ST4", "9100023", 129),
    _doctor("dev", "Dev Chaudhuri", "intensive-care-medicine", "consultant", "9100024", 172),
    _doctor("nick", "Nick Barraclough", "general-practice", "GP partner", "9100025", 194),
    _doctor("zara", "Zara Hussain", "psychiatry", "ST5", "9100026", 118),
    _doctor("euan", "Euan Sinclair", "cardiology", "F2", "9100027", 96),
    _doctor("bronwen", "Bronwen Rees", "anaesthetics", "consultant", "9100028", 187),
    _doctor("kate", "Kate Oyelaran", "emergency-medicine", "F1", "9100029", 84),
    _doctor("simon", "Simon Feldman", "interventional-cardiology", "consultant", "9100030", 179),
    _doctor("lucy", "Lucy Thornbury", "neonatal-medicine", "consultant", "9100031", 155),
    _doctor("marcus", "Marcus Grant", "old-age-psychiatry", "consultant", "9100032", 170),
    _doctor("beth", "Beth Hollis", "general-practice", "locum GP", "9100033", 145),
    _doctor("raj", "Raj Patel", "obstetrics-and-gynaecology", "F2", "9100034", 94),
    Person("jo", "Jo Lindley", "physiotherapist", grade="physiotherapist", standing=PROFESSIONAL),
    Person(
        "amit", "Amit Verma", "pharmacist", grade="pharmacist", standing=PROFESSIONAL, joined=110
    ),
    Person("ella", "Ella Marsh", "medical student", grade="final-year student", standing=STUDENT),
    Person("harry", "Harry Nowak", "member", joined=61),
    # Three who wait at the desk beside Cara, each for a reason of their own.
    Person(
        "owen",
        "Owen Llewellyn",
        "claim: another name",
        "radiology",
        "ST2",
        number="9100041",
        joined=2,
    ),
    Person("tess", "Tess Garland", "claim: suspended", "psychiatry", number="9100042", joined=5),
    Person(
        "leo",
        "Leo Marchetti",
        "claim: no such number",
        "cardiology",
        "F2",
        number="9100999",
        joined=1,
    ),
)

EVERYONE = PERSONAS + MORE_STAFF + OTHERS

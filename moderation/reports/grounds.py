"""What something can be reported for: kinds in the words of those who report, each of which is a
duty that we have, in law or in the guidance for doctors."""

from dataclasses import dataclass

from moderation.models import Case

LOW, MEDIUM, HIGH = Case.Severity.LOW, Case.Severity.MEDIUM, Case.Severity.HIGH


@dataclass(frozen=True)
class Ground:
    """`family` and `severity` are what a case has that is brought by it; `rests_on` is told to the
    moderator. `hides` are those for which a patient's word is enough to take a thing from sight
    until a person has looked. `asks` are those that say nothing without words."""

    key: str
    label: str
    help: str
    family: str
    severity: Case.Severity
    rests_on: str
    public: bool = True
    hides: bool = False
    asks: bool = False


_GROUNDS = (
    Ground(
        "patient",
        "A patient can be recognised",
        "By a name, a number or a face, or by details that add up.",
        "identifying",
        HIGH,
        "The duty of confidence; GMC guidance on confidentiality and on social media",
        hides=True,
    ),
    Ground(
        "image",
        "A picture of someone without their consent",
        "Or one that shows more than they agreed to.",
        "identifying",
        HIGH,
        "GMC guidance on making and using recordings of patients; data protection law",
        hides=True,
    ),
    Ground(
        "abuse",
        "Abuse or harassment",
        "An attack on a person rather than on what they say.",
        "offensive",
        MEDIUM,
        "Good medical practice, on respect for colleagues; Protection from Harassment Act 1997",
    ),
    Ground(
        "hate",
        "Hatred of a group of people",
        "For their race, religion, sex, disability or another thing that the law protects.",
        "offensive",
        HIGH,
        "Public Order Act 1986, part 3; the characteristics of the Equality Act 2010",
    ),
    Ground(
        "threat",
        "A threat, or someone’s private details",
        "Where they live or work, their number, or what would be done to them.",
        "offensive",
        HIGH,
        "Online Safety Act 2023, on threatening communications; data protection law",
    ),
    Ground(
        "accusation",
        "An accusation against someone who can be recognised",
        "Of a crime, of incompetence, or of another thing that would harm their name.",
        "legal",
        MEDIUM,
        "Defamation Act 2013",
    ),
    Ground(
        "unwell",
        "Its author may not be well",
        "Someone will ask them how they are. It is no mark against them.",
        "welfare",
        HIGH,
        "Our duty of care; Good medical practice, on colleagues who may need help",
    ),
    Ground(
        "advice",
        "Advice to a patient",
        "Someone asks about their own illness or a relative’s, or is answered.",
        "conduct",
        LOW,
        "GMC guidance on social media, on the line between public and professional",
    ),
    Ground(
        "identity",
        "Someone is not who or what they say",
        "A false name, profession or qualification.",
        "conduct",
        MEDIUM,
        "Medical Act 1983, section 49",
    ),
    Ground(
        "interest",
        "A hidden interest, advertising or spam",
        "Something is recommended by one who gains from it and does not say so.",
        "conduct",
        LOW,
        "GMC guidance on declaring interests; the advertising codes",
        public=False,
    ),
    Ground(
        "illegal",
        "Something else that is against the law",
        "Tell us which law, if you know it.",
        "legal",
        HIGH,
        "Online Safety Act 2023, on illegal content",
    ),
    Ground(
        "other",
        "Something else",
        "Tell us in your own words.",
        "conduct",
        LOW,
        "The rules of the house",
        asks=True,
    ),
)

GROUNDS = {ground.key: ground for ground in _GROUNDS}

# What the desk of verifiers brings.
DOUBTED = GROUNDS["identity"]


def for_the_public() -> list[Ground]:
    return [ground for ground in _GROUNDS if ground.public]


def label_of(key: str) -> str:
    """Of a kind that may be none any more."""
    ground = GROUNDS.get(key)
    return ground.label if ground else key.replace("_", " ").capitalize()

"""The rooms of the demo: eight specialties on two levels, and what is for everyone here."""

from guardian.shortcuts import assign_perm

from community.members.models import Specialty, User
from community.members.specialties import Listed, listed
from forums.granting import MODERATE, READ, grant_audience
from forums.models import Board

# What the demo's people and rooms are of, out of the list that every site has.
SPECIALTIES: dict[str, Listed] = {
    slug: one
    for slug, one in listed().items()
    if slug
    in {
        "general-practice",
        "cardiology",
        "interventional-cardiology",
        "emergency-medicine",
        "psychiatry",
        "old-age-psychiatry",
        "anaesthetics",
        "intensive-care-medicine",
        "paediatrics",
        "neonatal-medicine",
        "obstetrics-and-gynaecology",
        "radiology",
    }
}

DOCTORS, PUBLIC = Board.Audience.DOCTORS, Board.Audience.PUBLIC

# slug: name, specialty, audience, kind, description
BOARDS: dict[str, tuple[str, str, Board.Audience, str, str]] = {
    "general-practice-clinical": (
        "General practice, clinical", "general-practice", DOCTORS, "question",
        "Ten minutes, three problems, one screen. Ask a colleague.",
    ),
    "general-practice": (
        "General practice, open", "general-practice", PUBLIC, "discussion",
        "Partnerships, contracts, appointments and the state of the telephone queue.",
    ),
    "cardiology-clinical": (
        "Cardiology, clinical", "cardiology", DOCTORS, "question",
        "Rhythm, pump and plumbing. Say what you would do, and why.",
    ),
    "cardiology": (
        "Cardiology, open", "cardiology", PUBLIC, "discussion",
        "Training, papers and the life of the specialty.",
    ),
    "interventional-cardiology-clinical": (
        "Interventional cardiology, clinical", "interventional-cardiology", DOCTORS, "discussion",
        "From the lab: access, devices, complications.",
    ),
    "emergency-medicine-clinical": (
        "Emergency medicine, clinical", "emergency-medicine", DOCTORS, "question",
        "What came through the door and what you wish you had thought of.",
    ),
    "emergency-medicine": (
        "Emergency medicine, open", "emergency-medicine", PUBLIC, "discussion",
        "Corridors, rotas, training and how to last in it.",
    ),
    "psychiatry-clinical": (
        "Psychiatry, clinical", "psychiatry", DOCTORS, "question",
        "Formulation, treatment, the Act.",
    ),
    "psychiatry": (
        "Psychiatry, open", "psychiatry", PUBLIC, "discussion",
        "Training, services and ideas.",
    ),
    "anaesthetics-clinical": (
        "Anaesthetics, clinical", "anaesthetics", DOCTORS, "question",
        "Airways, blocks, and what to do at the awkward moment.",
    ),
    "anaesthetics": (
        "Anaesthetics, open", "anaesthetics", PUBLIC, "discussion",
        "Exams, lists, and the coffee room.",
    ),
    "intensive-care-clinical": (
        "Intensive care, clinical", "intensive-care-medicine", DOCTORS, "discussion",
        "Organ support and the conversations round it.",
    ),
    "paediatrics-clinical": (
        "Paediatrics, clinical", "paediatrics", DOCTORS, "question",
        "Small patients, worried families, weights in kilograms.",
    ),
    "paediatrics": (
        "Paediatrics, open", "paediatrics", PUBLIC, "discussion",
        "For everyone who looks after children.",
    ),
    "obstetrics-and-gynaecology-clinical": (
        "Obstetrics and gynaecology, clinical", "obstetrics-and-gynaecology", DOCTORS, "question",
        "Labour ward, clinic and theatre.",
    ),
    "obstetrics-and-gynaecology": (
        "Obstetrics and gynaecology, open", "obstetrics-and-gynaecology", PUBLIC, "discussion",
        "Training, guidance and maternity policy.",
    ),
    "radiology-clinical": (
        "Radiology, clinical", "radiology", DOCTORS, "question",
        "Which scan, and what does it show? Words only for now; no pictures of patients.",
    ),
    "radiology": (
        "Radiology, open", "radiology", PUBLIC, "discussion",
        "Requests, reporting and the workforce.",
    ),
    "becoming-a-doctor": (
        "Becoming a doctor", "", PUBLIC, "discussion",
        "For students, those who think of it, and those who remember.",
    ),
    "careers": (
        "Careers and applications", "", PUBLIC, "discussion",
        "Portfolios, interviews, moving on and coming back.",
    ),
    "exams": (
        "Exams", "", PUBLIC, "question",
        "How to prepare, from those who have just done it. Never the questions themselves.",
    ),
    "the-mess": (
        "The mess", "", DOCTORS, "off_duty",
        "Off duty. Tea, toast, and someone who is up as well.",
    ),
    "using-this-site": (
        "Using this site", "", PUBLIC, "discussion",
        "How things work here, and what should work better.",
    ),
}  # fmt: skip

# Where a board without a specialty stands.
SECTIONS = {
    "becoming-a-doctor": Board.Section.CAREER,
    "careers": Board.Section.CAREER,
    "exams": Board.Section.CAREER,
    "the-mess": Board.Section.OFF_DUTY,
    "using-this-site": Board.Section.SITE,
}
# What is opened on boards for doctors alone, whatever their own kind.
CLINICAL = ["question", "case"]
# Where one may write under a pseudonym.
MASKED = {"the-mess"}
# Seconds between two posts there, to show what that is like.
SLOW = {"using-this-site": 60}


def open_board(slug: str, specialties: dict[str, Specialty]) -> Board:
    """One of BOARDS with the grants that its audience stands for."""
    name, specialty, audience, kind, description = BOARDS[slug]
    board = Board.objects.create(
        slug=slug,
        name=name,
        specialty=specialties.get(specialty),
        section=SECTIONS.get(slug, ""),
        slow_seconds=SLOW.get(slug, 0),
        has_pseudonyms=slug in MASKED,
        audience=audience,
        kind=kind,
        also=CLINICAL if slug.endswith("-clinical") else [],
        description=description,
        position=list(BOARDS).index(slug),
    )
    grant_audience(board)
    return board


def entrust(moderator: User, board: Board) -> None:
    """Let a moderator read and moderate one board, by name."""
    for permission in (READ, MODERATE):
        assign_perm(permission, moderator, board)

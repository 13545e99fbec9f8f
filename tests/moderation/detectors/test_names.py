import pytest

from moderation.detectors import Action, screen
from tests.moderation.detectors.reading import kinds, marked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mrs Hargreaves is an 81-year-old with sleep apnoea", "Mrs Hargreaves"),
        ("Mr. T. Okonjo was discharged and readmitted", "Mr. T. Okonjo"),
        ("Miss Threlfall needs antibiotics again", "Miss Threlfall"),
        ("Mrs. O'Dowd's family ask about the feed", "Mrs. O'Dowd"),
        ("Mrs Sm\u00e9therst-K\u00f6nig has chest pain", "Mrs Sm\u00e9therst-K\u00f6nig"),
        ("explained the stoma to mrs yilmaz", "mrs yilmaz"),
        ("Master Lewis Boyle, aged 4, fever", "Master Lewis Boyle"),
    ],
)
def test_a_patient_with_a_title_is_held(text, name):
    assert marked(text, "name") == [name]
    assert kinds(text) >= {"name"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("pt john, 45, crushing chest pain", "john"),
        ("This lad Kevin has come in four times", "Kevin"),
        ("Patient called Denise brought her own protocol", "Denise"),
        ("my patient John collapsed", "John"),
        ("Re: WILKINSON, Margaret. Letter sent", "WILKINSON, Margaret"),
        ("Name: Thomas Ainscough. Cellulitis", "Thomas Ainscough"),
        ("He's called Alfie and he's 6", "Alfie"),
        ("Brenda is 82, came off her bike", "Brenda"),
        ("her daughter Tracey is making the complaint", "Tracey"),
        ("We lost Graham Pickersgill this afternoon. Asthma.", "Graham Pickersgill"),
        ("Everyone knows her as Dolly", "Dolly"),
        ("Sarah came in at 30 weeks", "Sarah"),
    ],
)
def test_a_patient_or_relative_without_a_title_is_held(text, name):
    assert marked(text, "name") == [name]


@pytest.mark.parametrize("text", ["JS, 54M, back again", "KT (34F) ectopic", "patient RM, 61, O2"])
def test_initials_with_an_age_are_a_name(text):
    assert kinds(text) >= {"name"}


@pytest.mark.parametrize(
    "text",
    [
        "Mr Patel, our vascular consultant, always said the pulse matters.",
        "d/w Mr Ellery, on-call ortho reg, who says backslab.",
        "Bleeped Mr Whitmore's registrar about the AAA.",
        "Discussed with Miss Achebe (colorectal), who agreed to see in clinic.",
        "Miss Oyelaran's trainees all pass first time.",
        "Dr Siobhan Kelly gave a talk on sepsis; Sister Janet Whelan chaired.",
        "Prof Hannah Whitlock's editorial on screening is good.",
        "See Smith et al. (BMJ 2019;365:l1234) and the reply by Jones and Patel.",
        "Brown and Okafor, Thorax 2021;76:512-9.",
        "Parkinson's with hypotension; Crohn's and Sj\u00f6gren's; a Colles' fracture.",
        "Mrs Montgomery's case changed consent for diabetic mothers.",
        "Bawa-Garba, Charlie Gard and Alfie Evans: PICU law.",
        "My wife Sarah says I dictate in my sleep.",
        "MS Teams, Master of Science and the Master Class in echo.",
        "BP 120, HR 88 and GCS 15; RR 24, PR bleed.",
        "Patient X and patient A in the paper had sepsis.",
        "Is Helen in the library still the person to ask?",
        "We name our drip stands. Mine's called Susan.",
    ],
)
def test_colleagues_authors_eponyms_and_cases_are_left_alone(text):
    assert "name" not in kinds(text)


def test_where_nobody_is_ill_a_titled_name_is_only_a_nudge():
    (finding,) = screen("Mrs Fairweather makes the best cakes in the county.")
    assert finding.action == Action.NUDGE

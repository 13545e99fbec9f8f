import pytest

from moderation.detectors import Action, screen, verdict
from tests.moderation.detectors.reading import kinds


@pytest.mark.parametrize(
    "text",
    [
        "You absolute moron, read the guideline.",
        "Our registrar is a lazy waste of space.",
        "The idiots in radiology refused it again.",
        "Some clown in ED sent it unclerked.",
        "Dr Kapoor is thick as mince.",
        "that woman in pharmacy is a vile bitch",
        "Piss off back to general practice.",
        "Go back to medical school.",
        "Midwives are militant man-hating cows",
        "Are you stupid?",
        "She's a spineless coward and everyone knows it.",
        "y0u are such an 1d10t",
        "you w*nker",
        "what a c*nt, sorry, but Dr Ames is a c*nt",
        "you are a f u c k i n g i d i o t",
        "you stuuuupid idiooooot",
        "y\u043eu \u0430re \u0430n idi\u043et",
    ],
)
def test_an_insult_with_a_target_is_abuse(text):
    assert kinds(text) == {"abuse"}


@pytest.mark.parametrize(
    "text",
    [
        "This bloody computer. Epic is shit, and the rota is a steaming pile of it.",
        "Fuck me, what a shift. Eleven arrests, one biscuit.",
        "Cock-up in the rota again.",
        "NHS England's plan is useless and I'll say so to anyone.",
        "The GMC's handling of it was a disgrace.",
        "The ICB's proposal is idiotic.",
        "That is a stupid rule. With respect, that is a terrible plan.",
        "I disagree entirely: your reading of HALT-IT is wrong.",
        "I felt like a complete idiot. What an idiot I was.",
        "He called me a useless idiot in front of the theatre.",
        'A patient shouted "you stupid cow" at our F1.',
        '"You\'re useless" was my first ever feedback.',
        "My trainer told me I was stupid and should give up.",
        "Not saying you're an idiot.",
        "You're no fool, so why ignore the interval?",
        "> You are an idiot\n\nPlease don't write like that.",
        "Calling people 'retards' is not banter.",
        "The word 'spastic' was on the old signs.",
        "Useless cannulas, the new ones. Idiot-proof they are not.",
        "Bitch of a cannula but we got there.",
        "Death's on the rota again and hasn't done his e-learning.",
    ],
)
def test_swearing_at_things_disagreement_and_reports_are_no_abuse(text):
    assert not verdict(screen(text)).offensive


@pytest.mark.parametrize(
    "text",
    [
        "Spastic diplegia, GMFCS III. Fetal growth retardation.",
        "Breast lump, PR bleed, PV discharge, nipple, penis, vulval ulcer.",
        "Killed vaccine or live? We had to abort the procedure.",
        "Overdose of paracetamol, suicidal ideation, no plan, home treatment team.",
        "Hysterical conversion was the old label; borderline is a hard diagnosis.",
        "Endemic cretinism and iodine; idiocy in the Mental Deficiency Act.",
        "The parasite in the blood film, the failure of the anastomosis.",
        "Black women are four times as likely to die in pregnancy.",
        "Women are under-treated for ACS. Men die younger.",
        "Gay men attending the clinic should be offered the vaccine.",
        "Fat embolism, dirty wound, weak legs, lazy eye, dumb-bell tumour.",
        "Alcoholics in withdrawal need pabrinex. The homeless deserve better.",
        "Let him die at home, in peace.",
    ],
)
def test_clinical_words_are_never_offensive(text):
    assert screen(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Foreign doctors are ruining this hospital.",
        "Women shouldn't be surgeons.",
        "These gypsies are animals.",
        "Muslims can't be trusted with male patients.",
        "Send them back where they came from.",
        "Pakis running the rota again.",
        "autistic doctors are a liability",
        "He's a total spastic with a needle.",
    ],
)
def test_contempt_for_a_protected_group_is_hate_and_held(text):
    assert "hate" in kinds(text)
    assert verdict(screen(text)).action == Action.HOLD


@pytest.mark.parametrize(
    "text",
    [
        "A patient told my colleague to go back to her own country.",
        "What does your trust do when a nurse is called a slur?",
        "The word 'Paki' is a slur and he knew it.",
    ],
)
def test_reported_hate_is_no_hate(text):
    assert not verdict(screen(text)).offensive


def test_threats_and_wishes_of_harm_are_held():
    for text in (
        "I know where you live mate. Watch your back.",
        "I hope she gets struck off and dies alone.",
        "I'll find you after the shift.",
        "Nurses like her should be shot.",
    ):
        assert "threat" in kinds(text), text
    assert screen("I'll get you the paper and find the reference.") == []
    assert screen("He threatened to kill me in the waiting room. Police came.") == []


def test_urging_somebody_to_die_is_held():
    for text in ("Go and kill yourself.", "kys", "Do us all a favour and jump off the car park."):
        assert "self_harm_urged" in kinds(text), text


def test_contempt_for_patients_is_flagged_not_held():
    findings = screen("Fat lazy patients deserve what they get.")
    assert {finding.kind for finding in findings} == {"contempt"}
    assert verdict(findings).action == Action.FLAG


def test_jargon_alone_is_no_contempt():
    assert screen("Our frequent attenders get a named GP and it works.") == []
    assert kinds("Frequent flyers like him are scum.") >= {"contempt"}


def test_pointing_people_at_somebody_is_doxxing():
    text = "Her name is Joanne Tate, she lives at 9 Mill Lane. Give her hell."
    assert "doxxing" in kinds(text)
    assert "doxxing" not in kinds("ring his wife, 01632 960123, she knows the doses")


def test_an_allegation_against_a_named_person_is_conduct_not_offence():
    findings = screen("Dr Alan Marsh faked the trial data and everyone knew.")
    assert {(f.kind, f.family) for f in findings} == {("allegation", "conduct")}
    assert not verdict(findings).offensive
    assert screen("Dr Alan Marsh was convicted; the court heard he falsified notes.") == []


def test_spam_is_flagged_and_a_list_of_references_is_not():
    assert kinds("Pass your PLAB guaranteed, WhatsApp me on +44 7700 900123") >= {"spam"}
    assert kinds("https://cheap.example/a " * 6) == {"spam"}
    assert screen("https://doi.org/10.1000/1 " * 8) == []

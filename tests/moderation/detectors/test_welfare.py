import pytest

from moderation.detectors import Action, screen, verdict
from tests.moderation.detectors.reading import kinds


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to be here any more. I've worked out how I'd do it.",
        "Can't see a way out since the letter. Everyone would be better off without me.",
        "I've been thinking about ending my life most days.",
        "I've written the letters. Tonight might be it.",
        "I am suicidal and I'm on call.",
    ],
)
def test_the_writers_own_danger_is_welfare_and_never_an_offence(text):
    findings = screen(text)
    assert {finding.family for finding in findings} == {"welfare"}
    assert not verdict(findings).offensive
    assert verdict(findings).action == Action.FLAG


@pytest.mark.parametrize(
    "text",
    [
        "Patient told me she wants to die. Capacity assessment?",
        "Suicidal ideation, no plan, protective factors.",
        "If I have to do one more audit I will kill myself.",
        "Ten years ago I wanted to end my life. It got better, please ask for help.",
        "If I die on nights, tell them I want to be a teaching case.",
    ],
)
def test_patients_the_past_and_figures_of_speech_are_not(text):
    assert "welfare" not in kinds(text)

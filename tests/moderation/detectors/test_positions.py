"""Names that no list knows."""

import pytest

from tests.moderation.detectors.reading import kinds, marked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Zbigniew in bay 4 is not confused, he is deaf.", "Zbigniew"),
        ("Any news of baby Mirren? Skeletal survey is booked.", "Mirren"),
        ("Sukhdev's mum knows more about his sickle cell than we do.", "Sukhdev"),
        ("You may remember Ffion, the girl on ECMO with the ukulele.", "Ffion"),
        ("Gynae have discharged Tracey B to me with a coil that cannot be seen.", "Tracey B"),
        ("Just had Councillor Tamblyn in for his biopsy results.", "Councillor Tamblyn"),
        ("Bed 11 MCGRORY, Philomena: NOF, NBM, theatre at nine.", "MCGRORY, Philomena"),
        ("Locum wrote TWR on J.P., nothing more; her stoma has retracted.", "J.P."),
        ("KB self-discharged with a drain in.", "KB"),
    ],
)
def test_a_name_is_told_by_where_it_stands(text, name):
    assert name in marked(text, "name")


@pytest.mark.parametrize(
    "text",
    [
        "Big Pharma will not fund a trial of an old antibiotic in sepsis.",
        "A 34 year old African woman with a low platelet count.",
        "My daughter's wee Fiat broke down on the way to clinic.",
        "P.A.D. was found on the scan; statin started.",
        "The Baby Friendly audit is on Thursday; bring the feeding charts.",
        "Down's mothers' group asked for a talk on hearts.",
    ],
)
def test_what_only_looks_like_a_name_is_let_be(text):
    assert "name" not in kinds(text)

"""The list of specialties, and the command that loads it."""

from collections import Counter

import pytest
from django.core.management import call_command

from community.members.forms import SpecialtyField
from community.members.models import Specialty
from community.members.specialties import LIST, listed, load

ALL = list(listed().values())


def test_there_are_the_gmcs_65_and_their_sub_specialties():
    assert sum(not one.parent for one in ALL) == 65
    assert sum(bool(one.parent) for one in ALL) == 32
    assert len({one.slug for one in ALL}) == len(LIST.read_text().strip().splitlines()) - 2
    assert len({one.name.lower() for one in ALL}) == len(ALL)


def test_every_parent_is_a_specialty_and_stands_before_its_own():
    for one in ALL:
        if one.parent:
            assert not listed()[one.parent].parent
            between = ALL[listed()[one.parent].position + 1 : one.position]
            assert all(other.parent == one.parent for other in between), one


def test_specialties_stand_in_the_order_of_their_names():
    names = [one.name.lower() for one in ALL if not one.parent]
    assert names == sorted(names)


def test_no_word_means_two_specialties():
    words = Counter(word.lower() for one in ALL for word in {one.name, *one.synonyms})
    assert [word for word, count in words.items() if count > 1] == []


def test_tints_are_those_that_there_are():
    assert {one.tint for one in ALL} <= set(range(1, 13))


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("A&E", "emergency-medicine"),
        ("ED", "emergency-medicine"),
        ("ICM", "intensive-care-medicine"),
        ("ITU", "intensive-care-medicine"),
        ("O&G", "obstetrics-and-gynaecology"),
        ("paeds", "paediatrics"),
        ("anaesthesia", "anaesthetics"),
        ("T&O", "trauma-and-orthopaedic-surgery"),
        ("ENT", "otolaryngology"),
        ("GUM", "genitourinary-medicine"),
        ("GU medicine", "genitourinary-medicine"),
        ("OMFS", "oral-and-maxillofacial-surgery"),
        ("MaxFax", "oral-and-maxillofacial-surgery"),
        ("micro", "medical-microbiology"),
        ("histopath", "histopathology"),
        ("derm", "dermatology"),
        ("gastro", "gastroenterology"),
        ("haem", "haematology"),
        ("rheum", "rheumatology"),
        ("neph", "renal-medicine"),
        ("renal", "renal-medicine"),
        ("endo", "endocrinology-and-diabetes-mellitus"),
        ("GP", "general-practice"),
        ("COTE", "geriatric-medicine"),
        ("PICU", "paediatric-intensive-care-medicine"),
    ],
)
def test_what_colleagues_type_is_known(typed, slug):
    assert typed.lower() in {word.lower() for word in listed()[slug].synonyms}


def test_loading_twice_is_loading_once(db, capsys, django_assert_max_num_queries):
    call_command("load_specialties")
    assert "97 added, 0 changed" in capsys.readouterr().out
    before = list(Specialty.objects.order_by("pk").values())
    with django_assert_max_num_queries(5):
        call_command("load_specialties")
    assert "0 added, 0 changed" in capsys.readouterr().out
    assert list(Specialty.objects.order_by("pk").values()) == before


def test_a_sub_specialty_knows_its_parent(db):
    load()
    assert Specialty.objects.get(slug="neonatal-medicine").parent.slug == "paediatrics"
    assert Specialty.objects.get(slug="old-age-psychiatry").parent is None


def test_what_hands_have_added_stays(db):
    mine = Specialty.objects.create(slug="wilderness", name="Wilderness medicine")
    derm = Specialty.objects.create(slug="skin", name="dermatology", synonyms=["rashes", "derm"])
    load()
    derm.refresh_from_db()
    assert Specialty.objects.filter(pk=mine.pk).exists()
    assert not Specialty.objects.filter(slug="dermatology").exists()
    assert (derm.slug, derm.name) == ("skin", "Dermatology")
    assert derm.synonyms == [*listed()["dermatology"].synonyms, "rashes"]


def test_one_that_was_changed_by_hand_is_as_listed_again(db, capsys):
    load()
    Specialty.objects.filter(slug="cytopathology").update(parent=None, name="Cells", tint=1)
    call_command("load_specialties")
    assert "0 added, 1 changed" in capsys.readouterr().out
    assert Specialty.objects.get(slug="cytopathology").parent.slug == "histopathology"


def test_a_form_offers_them_by_family_with_what_most_look_for(db, django_assert_max_num_queries):
    load()
    with django_assert_max_num_queries(2):  # the rows, and how many
        choices = list(SpecialtyField(required=False, empty_label="None").choices)
    assert choices[0] == ("", "None")
    families = dict(c for c in choices if isinstance(c[1], list))
    labels = [label for _, label in families["Paediatrics"]]
    assert labels[:2] == ["Paediatrics", "Child mental health"]
    alone = [label for _, label in choices if isinstance(label, str)]
    assert "Otolaryngology (ENT)" in alone
    assert "Dermatology" in alone
    assert len(alone) + sum(map(len, families.values())) == 98

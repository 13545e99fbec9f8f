from importlib import import_module

import pytest
from django.apps import apps

from community.members.grades import band_of
from community.members.models import Band, User

GRADES = {
    Band.STUDENT: "medical student|fourth-year student|final-year student|Student nurse",
    Band.FOUNDATION: "F1|FY2|fy1 surgery|Foundation doctor|PRHO|house officer|Foundation Year 2",
    Band.CORE: "SHO|CT2|CT 1 anaesthetics|IMT3|ST1|ST2 paediatrics|core surgical trainee|ACCS"
    "|senior house officer|Specialty trainee 2",
    Band.REGISTRAR: "ST5 cardiology|ST3|st 7|SpR|StR in O&G|Registrar|specialist registrar"
    "|specialty registrar|GP registrar, ST3|GPST2|GP trainee|Senior registrar|Med reg"
    "|Specialty trainee 4",
    Band.SAS: "SAS|staff grade|Specialty doctor|associate specialist|specialist doctor"
    "|Staff Grade psychiatrist|Specialist grade",
    Band.GP: "GP|GP partner|salaried GP|locum GP|General practitioner|GPwSI dermatology"
    "|GP and trainer of registrars",
    Band.CONSULTANT: "consultant|Consultant anaesthetist|locum consultant|Professor of surgery"
    "|Consultant, was an ST7 until June",
    Band.RETIRED: "retired|Retired consultant|retired GP",
    Band.OTHER: "ward sister|physiotherapist|pharmacist|nurse consultant|Consultant midwife|CEO"
    "|physician associate|clinical director",
}


@pytest.mark.parametrize(
    ("grade", "band"),
    [(grade, band) for band, grades in GRADES.items() for grade in grades.split("|")],
)
def test_a_grade_in_ones_own_words_is_of_a_band(grade, band):
    assert band_of(grade) == band


@pytest.mark.django_db
def test_members_who_are_here_already_get_the_band_of_their_grade_unless_they_chose_one():
    filling = import_module("community.members.migrations.0007_fill_bands")
    for name, grade, band in [("a", "ST5", ""), ("b", "GP", "sas"), ("c", "", "")]:
        User.objects.create(email=f"{name}@x.test", name=name, grade=grade, band=band)
    filling.forwards(apps, None)
    found = User.objects.order_by("name").values_list("name", "band")
    assert list(found) == [("a", "registrar"), ("b", "sas"), ("c", "")]

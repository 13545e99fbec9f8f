"""Which professions take more than one's word."""

import pytest

from verification.declare_form import PROFESSIONS
from verification.titles import is_doctors

DOCTORS = """
doctor|Junior doctor|DOCTORS|dr|Dr.|D.R.|GP|G.P.|g p|GPs|general practitioner
Consultant|cardiology consultant
physician|physicians|surgeon|neurosurgeon|Oral surgeon|anaesthetist|anesthesiologist|psychiatrist
paediatrician|cardiologist|neurologist|oncologist|gynaecologist|registrar|ST5|st 3|FY1
house officer|SHO|MD|MBBS|MBChB
d0ctor|dосtor|dοctor|ｄｏｃｔｏｒ|d o c t o r|d-o-c-t-o-r|docto\u200br|dóctor|5urgeon
consultant physician associate|physician associate and GP
"""
OTHERS = """
nurse|practice nurse|midwife|physician associate|Physician  Associate
physician assistant|physician's associate|physician-associate
anaesthesia associate|anaesthetic nurse|physiotherapist
speech and language pathologist|clinical psychologist|audiologist|paramedic
radiographer|cardiology nurse
doctoral student|practice manager|medical secretary|dentist|pharmacist
student midwife|health visitor|Krankenschwester|медсестра
"""


def words(lines):
    return [word for line in lines.strip().splitlines() for word in line.split("|")]


@pytest.mark.parametrize("profession", words(DOCTORS))
def test_a_doctors_title_is_known_however_it_is_spelled(profession):
    assert is_doctors(profession)


@pytest.mark.parametrize("profession", [*words(OTHERS), *PROFESSIONS])
def test_who_is_called_something_else_is_no_doctor(profession):
    assert not is_doctors(profession)

"""What people are called in a post about a patient, and words of time. Lower case."""

from . import words

RELATIVES = frozenset(
    words("""
    wife, husband, son, daughter, mother, father, mum, mam, dad, partner, sister, brother, nan,
    gran, granny, grandson, granddaughter, grandma, grandad, grandmother, grandfather, niece,
    nephew, uncle, aunt, auntie, cousin, carer, neighbour, girlfriend, boyfriend, fiance, fiancee,
    ex, twin, twins, stepson, stepdaughter, stepfather, stepmother, nok, friend, widow, widower,
    parents, family, children, kids, daughters, sons, sisters, brothers
""")
)
PATIENTS = frozenset(
    words("""
    patient, pt, px, lad, lady, gentleman, gent, girl, boy, baby, toddler, child, kid, bloke, chap,
    guy, fella, man, woman, teenager, youngster, resident, infant, bairn, neonate, lass, chappie,
    female, male, student, pensioner
""")
)
COLLEAGUES = frozenset(
    words("""
    dr, doctor, prof, professor, consultant, consultants, surgeon, registrar, reg, spr, sho,
    trainee, trainer, locum, anaesthetist, physician, radiologist, pathologist, haematologist,
    microbiologist, cardiologist, neurologist, psychiatrist, paediatrician, obstetrician,
    gynaecologist, oncologist, urologist, dermatologist, gp, midwife, matron, nurse, physio,
    physiotherapist, pharmacist, dietitian, radiographer, secretary, receptionist, director,
    president, dean, tpd, examiner, supervisor, colleague, mentor, boss, fellow, lecturer, author,
    f1, f2, fy1, fy2, ct1, ct2, st3, manager, porter, coroner, intensivist, geriatrician
""")
)
TIMES = frozenset(
    words("""
    monday, tuesday, wednesday, thursday, friday, saturday, sunday, january, february, march,
    april, may, june, july, august, september, october, november, december, jan, feb, mar, apr,
    jun, jul, aug, sep, sept, oct, nov, dec, today, yesterday, tomorrow, tonight, christmas, easter,
    weekend, morning, afternoon, evening, night, week, month
""")
)

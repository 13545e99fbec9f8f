"""Clinical posts in parts: what anybody may write, what gives a patient away (⟦marked⟧), and what
only looks as if it did. In braces stands what `fillings` fills in."""

from .blocks import lines

BODIES = lines("""
    Presented with three weeks of painless jaundice and weight loss; bilirubin 212, CA19-9 raised, CT shows a mass in the head of the pancreas.
    Came in with central chest pain radiating to the jaw, troponin 840 rising to 2,300, inferior ST elevation, straight to the cath lab.
    Two days of fever and rigors, CRP 310, lactate 3.8, started on piperacillin-tazobactam after cultures.
    Known COPD, now in type 2 failure, pH 7.24, pCO2 9.1 on 28%; started on NIV with reasonable response.
    Fell on the stairs, fractured neck of femur, on apixaban for AF; theatre within 36 hours is going to be tight.
    Progressive leg weakness over ten days, areflexic, LP protein 1.9 with no cells; started IVIg.
    Creatinine has doubled since the ACE inhibitor was started, potassium 6.4, ECG unchanged.
    Six-week history of dysphagia, OGD shows a stricture at 32 cm, biopsies awaited.
    Seizures since the teens, levetiracetam maxed out, now three admissions in a year with status.
    Post-op day 3 after anterior resection, tachycardic, belly tender, CT shows a small leak.
    Attended with palpitations; delta wave on the ECG; adenosine made it worse.
    Purpuric rash to the thighs, platelets normal, IgA deposits on biopsy, 2+ protein on dip.
    Paracetamol overdose 14 g staggered, ALT 2,100, INR 3.1; NAC running and the liver unit is aware.
    Postpartum haemorrhage of 2.4 litres, Bakri balloon in, Hb 71 after four units.
    Type 1 diabetes, third DKA since summer, ketones 6.2, pH 7.08, denies missing insulin.
    Haemoglobin 58 with a ferritin of 3, no overt bleeding, coeliac screen positive.
    Painful red eye with reduced acuity, hypopyon seen on the slit lamp, referred same day.
    Low mood since the redundancy, PHQ-9 21, some passive ideation, safety-netted and started on sertraline.
    Croup, stridor at rest, dexamethasone and one adrenaline neb, observed for four hours.
    Wheezy after a viral illness, needed magnesium and an aminophylline infusion on the unit.
""")
QUESTIONS = lines("""
    Would anyone scan again before discharge?
    Grateful for thoughts on anticoagulation here.
    Is there any evidence for steroids at this stage?
    Who would you refer to first?
    What dose would you go up to?
    Has anyone managed this in primary care?
    Any learning points to share with our F1s?
    What would you tell the family about prognosis?
    How long would you treat for?
    Did we miss something earlier?
    Thanks in advance.
    Local guideline is silent on this.
""")
PLAIN_INTRODUCTIONS = lines("""
    Woman in her fifties.
    Man in his seventies, ex-smoker.
    Middle-aged man with hypertension.
    A teenager with no past history.
    Elderly lady from a nursing home.
    Young adult, previously well.
    Primigravida in the third trimester.
    A toddler, fully immunised.
    Interesting case from the take.
    Question about a patient of mine.
    Man in his 40s, BMI 31, on metformin 1 g bd.
    Lady in her early eighties, frailty score 6.
    One for the cardiologists.
    Retired man with ischaemic heart disease.
""")
DECOYS = lines("""
    Discussed with Dr {s}, who wanted a CT first.
    Our registrar {f} had already done the lumbar puncture.
    Mr {s} (consultant surgeon) was happy to take over.
    Sister {s} spotted the rash first, credit to her.
    Professor {s}'s talk at the RCP covered this in 2019.
    {s} et al (BMJ 2018) suggest six weeks.
    See PMID {d8} for the trial.
    The NICE guideline NG{d3} is not much help.
    IT ticket {d10} is still open, so no results today.
    Batch number {d10} of the vaccine has been recalled.
    The meeting in {t} on 14 May covers this, bleep {d4} to book.
    ISBN 9780199{d6} has a good chapter.
    My own mother had the same thing at 83.
    Classic Parkinson's, no Lewy body features, DaTSCAN normal.
    Datix {d6} filed about the delay.
    I trained in {t} and we never saw one.
    RECOVERY and REMAP-CAP both looked at this.
    doi:10.1136/bmj.l{d4} has the algorithm.
    Wells score 4.5, Glasgow 7, CURB-65 2.
    Our pharmacist {f} says the shortage lasts until August.
    Thanks to {f} in radiology for squeezing us in.
    Call the switchboard on 0300 123 {d4}.
    My GMC number is {d7} if anyone wants to check.
    {f} {s}, our consultant microbiologist, suggested meropenem.
    I work with {f} {s} at the deanery and she agrees.
    As {s} showed in 1998, this is common.
    The {s} classification does not help.
    {f}, our F1, did the bloods.
    Does {f} {s} still run the fellowship in {t}?
    {f} {s} is the training programme director.
    {f} {s} wrote a good review of this in Thorax.
    Applied for the job in {t} last week.
    Spoke to {f} on switchboard.
    {f} {s} from HR says that study leave is cancelled.
    Regards, {f}
    Cheers, {f} (ST5, {t})
    Hi {f}, we start with a loading dose.
    @{f} what do your lot do?
    Agree with {f}, this is not one to anticoagulate.
    My daughter {f} is in the same year.
    Podcast by {f} {s} and {f} {s} on exactly this.
    The late {f} {s} taught us all how to percuss.
    {f} {s}, FRCS, will lecture in {t} on 12 June.
    Anaesthetist was {f}, surgeon was {s}.
    The {s} score overestimates risk here.
    {s} and {s} (Lancet 2021; 397: 1204) found the opposite.
    {f} on reception booked the slot.
    Positive Murphy's and Rovsing's signs.
    Hashimoto's, Addison's and now coeliac.
    {s}'s trial excluded anyone over 80.
    Reg on call is {f} {s}, bleep {d4}.
    In {t} they use tenecteplase.
    Cleared with Caldicott guardian {f} {s}.
    Our new consultant, {f} {s}, starts in August.
    The chair, {f} {s}, opened the meeting.
    {f} the pharmacist found the interaction.
    Midwife {f} {s} delivered the baby.
    My husband {f} thinks I should take up golf.
    Ask {f} in coding.
    Royal College exam in {t}, {f} and I both passed.
    Bell's palsy, Lyme serology sent to Porton Down.
    Mr {s}'s list overran again.
    Miss {s} operates on Thursdays, she is excellent.
    Discussed at MDT, Mr {s} and Dr {s} both favour surgery.
    Like Harold Shipman's patients, nobody asked.
    Bawa-Garba changed how I write things down.
    Order number {d8} for the new ultrasound.
    Email the course at courses@rcem.ac.uk.
    The Crohn's nurse {f} {s} will follow up.
    Rest of the bloods: Na 131, K 4.4, urea 8.2, eGFR 54.
    Dose is 5 mg/kg, max 400 mg, over 30 minutes.
    Sample 12 of 40 in the audit showed the same.
""")
NAMED = lines("""
    ⟦name:Mrs {s}⟧ on the ward.
    ⟦name:Mr {s}⟧, usually fit and well.
    Seen with ⟦name:Miss {s}⟧ in clinic.
    Saw ⟦name:{f} {s}⟧ again today.
    Pt is called ⟦name:{f}⟧.
    The patient, ⟦name:{f} {s}⟧, asked me to find out.
    ⟦name:{S}, {f}⟧ - seen on the post-take round.
    This lad ⟦name:{f}⟧ was brought in by friends.
    pt ⟦name:{l}⟧ came in again.
    Her husband ⟦name:{f}⟧ is asking for a second opinion.
    His daughter ⟦name:{f} {s}⟧ rang for the results.
    Known to everyone here as ⟦name:{f}⟧.
    little ⟦name:{f}⟧ from clinic is back.
    Patient name: ⟦name:{f} {s}⟧.
    Re: ⟦name:{f} {s}⟧.
    ⟦name:Mr. {i}. {s}⟧ was listed for Friday.
    ⟦name:{f}⟧'s mum is worried about the dose.
    Admitted ⟦name:{f} {s}⟧ from the nursing home.
    I looked after ⟦name:{f}⟧ for six weeks.
    ⟦name:{f} {s}⟧ died overnight.
    Wife (⟦name:{f}⟧) gives a good collateral.
    a lovely lady, ⟦name:{f} {s}⟧, who came via her GP
    We have ⟦name:Mrs {f} {s}⟧ in side room 4.
    Her surname is ⟦name:{s}⟧.
    ⟦name:{f}⟧ is 34 and came in last night.
    ⟦name:Mr and Mrs {s}⟧ came for the results.
    Mother's name is ⟦name:{f} {s}⟧.
    ⟦name:{F} {S}⟧ seen in resus.
    ⟦name:{f} {s}⟧, next of kin, has been informed.
    Baby ⟦name:{s}⟧ went to NICU.
    Spoke to ⟦name:{f} {s}⟧ and the family about DNACPR.
    ⟦name:{f}⟧ in bed {n} has pulled the line out again.
    Does anyone remember ⟦name:{f} {s}⟧ from last winter?
    ⟦name:{f} {s}⟧ (patient) has asked for a copy of the notes.
    I consented ⟦name:{f} {s}⟧ for theatre tomorrow.
    the patient's name is ⟦name:{f} {s}⟧, please chase the films
    Sad news, ⟦name:{f}⟧ passed away on the unit.
    It was ⟦name:{f}⟧'s third admission this month.
    ⟦name:{f}⟧ and her sister ⟦name:{f}⟧ both carry the gene.
    The son, ⟦name:{f}⟧, has power of attorney.
    Mum ⟦name:{f}⟧ is a nurse and very anxious.
    Partner ⟦name:{f} {s}⟧ was present throughout.
    ⟦name:{s}⟧ was the name on the wristband.
    We all knew ⟦name:{f}⟧, he had been in and out for years.
    ⟦name:{f} {s}⟧ is now ventilated.
    Have you seen ⟦name:{f} {s}⟧'s potassium?
    Our frequent attender ⟦name:{f}⟧ was back on Sunday.
    Gave ⟦name:{f}⟧ two litres and a cuddle.
    A gentleman called ⟦name:{f} {s}⟧ with new AF.
    The lady in question, a ⟦name:Ms {s}⟧, refuses the biopsy.
    Handed over: ⟦name:{f} {s}⟧, chest pain, trop pending.
    Bed {n}: ⟦name:{s}⟧, for discharge.
    1. ⟦name:{f} {s}⟧ - needs a cannula
    Her late husband ⟦name:{f}⟧ had the same tumour.
    Carer is ⟦name:{f} {s}⟧, who rings every hour.
    Referred ⟦name:{f} {s}⟧ to the memory clinic.
    My patient ⟦name:{f}⟧ says the tablets do nothing.
    Wrote to the GP of ⟦name:{f} {s}⟧.
    Poor ⟦name:{f}⟧ never got over the surgery.
    Granddaughter ⟦name:{f}⟧ found him on the floor.
    ⟦name:{s}⟧ family are meeting us on Friday.
    The girl, ⟦name:{f}⟧, had a rash by teatime.
    Pt ⟦name:{f} {s}⟧, self-discharged.
    Notes for ⟦name:{f} {s}⟧ are in my pigeonhole.
    ⟦name:{f} {s}⟧ has capacity and says no.
    His brother ⟦name:{f}⟧ is a match.
    We discharged ⟦name:{f} {i}. {s}⟧ too early.
    Miss ⟦name:{s}⟧'s baby is on the unit.
    They named her ⟦name:{f}⟧ before she died.
    Presenting ⟦name:{f} {s}⟧ at the M&M.
    Theatre list: ⟦name:{S} {f}⟧, left hemicolectomy.
    Young ⟦name:{f} {s}⟧ broke the same wrist twice.
""")
NUMBERED = lines("""
    NHS no ⟦nhs_number:{nhs}⟧.
    NHS number: ⟦nhs_number:{nhs}⟧
    (⟦nhs_number:{nhs}⟧)
    pt ⟦nhs_number:{nhs}⟧.
    CHI ⟦nhs_number:{chi}⟧.
    CHI number is ⟦nhs_number:{chi}⟧.
    H&C no. ⟦nhs_number:{hc}⟧
    NHS: ⟦nhs_number:{nhs}⟧.
    Her NHS number is ⟦nhs_number:{nhs}⟧ if you want to look at the scans.
    MRN ⟦hospital_number:{mrn}⟧.
    Hospital number ⟦hospital_number:{mrn}⟧.
    Hosp no: ⟦hospital_number:{mrn}⟧
    unit number ⟦hospital_number:{mrn}⟧
    Lab no ⟦hospital_number:{lab}⟧ if you want the histology.
    Accession number ⟦hospital_number:{lab}⟧.
    X-ray number ⟦hospital_number:{mrn}⟧, on PACS.
    Case notes ⟦hospital_number:{mrn}⟧ have gone missing again.
    PAS no ⟦hospital_number:{mrn}⟧.
    DOB ⟦birth_date:{dob}⟧.
    Date of birth ⟦birth_date:{dob}⟧
    d.o.b. ⟦birth_date:{dob}⟧
    born on ⟦birth_date:{dob}⟧
    (⟦birth_date:{dob}⟧)
    Lives at ⟦address:{n} {road}⟧, ⟦postcode:{pc}⟧.
    Home address: ⟦address:{n} {road}⟧, {t}.
    Postcode ⟦postcode:{pc}⟧.
    lives on ⟦address:{road}⟧
    Her mobile is ⟦phone:{mob}⟧.
    Contact the son on ⟦phone:{mob}⟧.
    Home phone ⟦phone:{tel}⟧.
    email ⟦email:{f}.{s}{n}@gmail.com⟧
    Wife emails from ⟦email:{f}{n}@hotmail.co.uk⟧.
    NI number ⟦ni_number:{ni}⟧.
    NINO ⟦ni_number:{ni}⟧
    Passport number ⟦passport:{d9}⟧, for the overseas team.
    The car was a Fiesta, ⟦plate:{plate}⟧.
    Registration ⟦plate:{plate}⟧, police have it.
    Pacemaker serial number ⟦device_number:{ser}⟧.
    Device serial: ⟦device_number:{ser}⟧
    Posts about it on Instagram as ⟦handle:@{h}{n}⟧.
    Twitter handle ⟦handle:@{h}_{n}⟧.
    The crash is here: ⟦link:https://www.lancashirelive.co.uk/news/local/man-hurt-{d8}⟧ - that was our patient.
    Admitted on ⟦date:{full}⟧.
    Died on ⟦date:{full}⟧.
    Operated on ⟦date:{full}⟧.
""")
SUMMED = lines("""
    ⟦age:{age}⟧ ⟦role:{job}⟧ from ⟦place:{t}⟧ with ⟦rarity:{rare}⟧, seen ⟦day:{day}⟧.
    {rarity}: ⟦rarity:{rare}⟧ in a ⟦age:{age}⟧ from ⟦place:{t}⟧.
    Saw ⟦role:{job}⟧ from ⟦place:{t}⟧ ⟦day:{day}⟧, ⟦age:{age}⟧.
    ⟦origin:{o}⟧ ⟦age:{age}⟧, {family}, came to ⟦place:{hosp}⟧ ⟦day:{day}⟧.
    ⟦age:{age}⟧, {family}, ⟦role:{job}⟧ in ⟦place:{t}⟧. {event}
    In ⟦place:{hosp}⟧ ⟦day:{day}⟧ we had a ⟦age:{age}⟧ with ⟦rarity:{rare}⟧. {event}
    A ⟦staff:nurse on our own ward⟧, ⟦age:{age}⟧, admitted here ⟦day:{day}⟧ with ⟦rarity:{rare}⟧.
    ⟦place:Bed {n}, ward {ward}⟧: ⟦age:{age}⟧, ⟦role:{job}⟧.
    ⟦age:{age}⟧ transferred from ⟦place:{hosp}⟧ ⟦day:{day}⟧, ⟦role:{job}⟧, ⟦looks:with a full-face tattoo⟧.
    ⟦age:{age}⟧ ⟦origin:{o}⟧ from ⟦place:{t}⟧, {family}. {event}
""")

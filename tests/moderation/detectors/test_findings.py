import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from moderation.detectors import Action, Known, check_before_posting, hear, screen, verdict
from moderation.detectors.registry import detectors

WORDS = st.sampled_from(
    "NHS number 943 476 5919 DOB 12/3/58 Mrs Smith you are an idiot pt john 54M in Leeds "
    "on Tuesday LS6 2AB born July '61 \" > . ? ! \n kill yourself fuck off our registrar is "
    "women should be".split(" ")
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map(" ".join))
AUDIENCES = st.sampled_from(["open", "closed"])


@given(TEXTS, AUDIENCES)
def test_any_text_is_screened_and_every_mark_lies_in_it(text, audience):
    findings = screen(text, Known(audience))
    for finding in findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert 0 < finding.score <= 1
        assert finding.why.endswith(".")
        assert finding.family in {"identifying", "offensive", "welfare", "conduct"}
    assert findings == sorted(findings, key=lambda finding: (finding.start, finding.end))


@given(TEXTS, AUDIENCES)
def test_marks_of_one_family_do_not_overlap(text, audience):
    last: dict[str, int] = {}
    for finding in screen(text, Known(audience)):
        assert finding.start >= last.get(finding.family, 0)
        last[finding.family] = finding.end


@given(TEXTS, AUDIENCES)
def test_what_stops_a_post_is_also_found_afterwards(text, audience):
    stopping = {(f.kind, f.start, f.end) for f in check_before_posting(text, Known(audience))}
    blocking = {
        (f.kind, f.start, f.end) for f in screen(text, Known(audience)) if f.action == Action.BLOCK
    }
    assert stopping == blocking


@given(TEXTS, AUDIENCES)
def test_the_tone_alone_is_heard_as_the_whole_screening_hears_it(text, audience):
    known = Known(audience)
    assert hear(text, known) == [f for f in screen(text, known) if f.family != "identifying"]


def _check_digit(nine: str) -> int:
    return -sum(int(digit) * (10 - place) for place, digit in enumerate(nine)) % 11


@given(
    st.integers(0, 999_999_999),
    st.lists(
        st.sampled_from(["", " ", "-", ".", "/", "\u00a0", "\u200b", "  "]), min_size=9, max_size=9
    ),
)
def test_every_valid_number_with_a_cue_is_found_in_any_spacing(nine, gaps):
    body = f"{nine:09d}"
    check = _check_digit(body)
    digits = f"{body}{check}"
    if check == 10 or len(set(digits)) == 1:
        return
    written = digits[0] + "".join(gap + digit for gap, digit in zip(gaps, digits[1:], strict=True))
    text = f"NHS number {written}, thanks"
    (finding,) = check_before_posting(text)
    assert text[finding.start : finding.end].strip() == written


@given(st.integers(0, 999_999_999), st.sampled_from([" ", "-", ".", "\u00a0", "\u2009", "\u2011"]))
def test_every_valid_number_in_printed_spacing_is_found_without_a_cue(nine, gap):
    body = f"{nine:09d}"
    check = _check_digit(body)
    if check == 10 or len(set(f"{body}{check}")) == 1:
        return
    text = f"It is {body[:3]}{gap}{body[3:6]}{gap}{body[6:]}{check} then"
    assert [text[f.start : f.end] for f in check_before_posting(text)] == [text[6:-5]]


def test_actions_compare_by_severity():
    assert Action.BLOCK > Action.HOLD > Action.FLAG > Action.NUDGE > Action.NONE
    assert max(Action.NUDGE, Action.HOLD, Action.FLAG) == Action.HOLD
    assert Action.HOLD == "hold"


def test_a_verdict_sums_up_and_a_nudge_is_no_verdict():
    assert verdict([]).action == Action.NONE
    nudged = verdict(screen("Call me on 07700 900123"))
    assert (nudged.identifying, nudged.action) == (False, Action.NUDGE)
    both = verdict(screen("You moron, NHS number 943 476 5919"))
    assert (both.identifying, both.offensive, both.action) == (True, True, Action.BLOCK)


def test_every_finding_names_its_detector_and_version():
    (finding,) = screen("NHS number 943 476 5919")
    assert (finding.detector, finding.version) == ("patient_numbers", 2)


def test_every_module_of_the_two_folders_is_a_detector():
    names = {detector.name for detector in detectors()}
    assert {"patient_numbers", "dates", "names", "details", "abuse", "hate", "welfare"} <= names


def test_the_package_needs_no_django():
    code = (
        "import sys, moderation.detectors as d; d.screen('x'); assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

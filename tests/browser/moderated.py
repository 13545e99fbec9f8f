"""Something to see on every page of moderation: each made as people make it."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from django.utils import timezone

from community import subjects
from community.members.models import User
from community.members.viewer import viewer_for
from forums import looking
from forums.demo.joining import join
from forums.demo.people import MORE_STAFF
from forums.models import Picture, Post
from moderation import deciding, noting, second_looks, sight, words
from moderation.appeals import appealing
from moderation.bench import phrases, shadowing, tuning
from moderation.deciding import Choice
from moderation.detectors import Action
from moderation.law import disclosing, holding, noticing
from moderation.law.disclosing import Demand
from moderation.law.notice_steps import Complaint, Deed
from moderation.models import Case, Decision, Month, Notice, Report, SecondLook
from moderation.reports import public_reporting, reporting
from moderation.reports.grounds import GROUNDS
from moderation.screening import screen_subject
from moderation.transparency.summing import LINES, line
from tests.forums.drawn import kept
from tests.personas import People
from tests.rooms import Rooms, add_post

COMPLAINT = Complaint(
    name="Prof. Ada Named",
    email="ada@named.test",
    statement="A useless, lying idiot.",
    where="/p/1/",
    meaning="That I falsified a trial.",
    untrue="All of it.",
    cannot_identify=True,
)


@dataclass(frozen=True)
class Moderated:
    """The rooms, and the staff that the personas lack: a second manager and the law desk. Bela is
    the author of whatever is wrong, Moira decides."""

    people: People
    rooms: Rooms
    mia: User
    lex: User

    def post(self, words: str = "Dr Sharma is a useless, lying idiot.") -> Post:
        return add_post(self.rooms.closed_topic, self.people.bela, words)

    def case(self) -> Case:
        """Opened by the detectors, reported by many, with a note and a case that it belongs to."""
        post = self.post()
        case = screen_subject("post", post.pk)
        assert case is not None
        self.reported(post, self.people.anna, "He works with me, and he reads this.")
        self.told("A relative of mine is meant.", kind="post", subject_id=post.pk)
        noting.note(viewer_for(self.people.moira), case.pk, "The third this month.", uuid.uuid4())
        return case

    def held(self) -> Case:
        case = screen_subject("post", self.post("I will find you and kill you.").pk)
        assert case is not None and case.held_at
        return case

    def of_a_picture(self, monkeypatch) -> Case:
        monkeypatch.setattr(sight, "look", lambda data: sight.Seen("NHS 999 000 0018", 1, 1))
        state = Picture.State.WAITING
        picture = kept(self.rooms.closed_post, self.people.anna, state=state, caption="Lead II")
        looking.check_picture(picture.pk)
        return Case.objects.get(subject_kind="picture", subject_id=picture.pk)

    def of_a_profile(self) -> Case:
        made = reporting.report(
            viewer_for(self.people.anna),
            "profile",
            self.people.bela.pk,
            GROUNDS["identity"],
            "She is no GP.",
            key=uuid.uuid4(),
        )
        assert made.case is not None
        return made.case

    def decided(self, action: str = "redact", **more) -> Decision:
        """Moira's decision about a new post of Bela's."""
        case = screen_subject("post", self.post().pk)
        assert case is not None
        if action == "redact":
            more["words"] = ["lying idiot"]
        told = {"rule": "respect", "reason": "The point is welcome. It attacks a person, though."}
        choice = Choice(action=action, key=uuid.uuid4(), subject_version=1, **told, **more)
        return deciding.decide(viewer_for(self.people.moira), case.pk, case.version, choice)

    def appealed(self, decision: Decision) -> None:
        bela = viewer_for(self.people.bela)
        appealing.appeal(bela, decision.pk, "It was about biscuits.", uuid.uuid4())

    def looked_at_again(self) -> list[SecondLook]:
        """One that waits, and one that Mia has done and saw otherwise."""
        looks = [SecondLook.objects.create(decision=self.decided("hide")) for _ in range(2)]
        judged = second_looks.Judged("dismiss", uuid.uuid4(), remark="It is about the argument.")
        return [looks[0], second_looks.judge(viewer_for(self.mia), looks[1].pk, judged)]

    def reported(self, post: Post, by: User, words: str = "") -> Report:
        ground = GROUNDS["abuse"]
        return reporting.report(viewer_for(by), "post", post.pk, ground, words, key=uuid.uuid4())

    def told(self, words: str, **where) -> Report:
        """What somebody without an account reports."""
        key = uuid.uuid4()
        told = {"relation": "relative", "words": words, "email": "ada@named.test"} | where
        return public_reporting.report(
            public_reporting.Told(GROUNDS["patient"], browser=str(key), key=key, **told)
        )

    def tuned(self) -> None:
        """Thresholds that were in use, that are, and that are tried; a phrase of each state."""
        moira, values = viewer_for(self.people.moira), asdict(tuning.built_in())
        for details in (4, 5, 6):
            why = "Fewer of those that only name an age and a place."
            tried = tuning.propose(moira, values | {"details": details}, why, uuid.uuid4())
            if details < 6:
                tuning.put_into_use(moira, tried.pk)
        for said, state in (("miracle cure", "live"), ("guarantee*", "shadow")):
            why = "An advertisement that keeps coming back."
            phrase = phrases.watch(moira, said, "conduct", why, state, uuid.uuid4())
        flagged = [
            shadowing.Would(Action.FLAG, tuning_id=tried.pk),
            shadowing.Would(Action.FLAG, phrase_id=phrase.pk),
        ]
        for post in (self.rooms.open_post, self.rooms.closed_post):
            written = subjects.of("post").read(post.pk)
            assert written is not None
            shadowing.keep(written, Action.NONE, flagged)

    def noticed(self, *deeds: str) -> Notice:
        written = subjects.of("post").read(self.post().pk)
        assert written is not None
        lex = viewer_for(self.lex)
        notice = noticing.receive(lex, written, COMPLAINT, uuid.uuid4())
        for deed in deeds:
            notice = noticing.take(lex, notice.pk, notice.version, Deed(deed), uuid.uuid4())
        return notice

    def lawful(self) -> list[str]:
        """A hold and disclosures of each state; their addresses."""
        lex = viewer_for(self.lex)
        post, soon = self.post(), timezone.now() + timedelta(days=30)
        hold = holding.place(lex, "post", post.pk, "A claim was announced.", soon, uuid.uuid4())
        listed, ground = [("post", post.pk)], "Medical Act 1983, section 35A"
        demand = Demand("gmc", "E1-2026", ground, "All he wrote.", listed, self.people.bela.pk)
        draft, asked, agreed = (disclosing.prepare(lex, demand, uuid.uuid4()) for _ in range(3))
        for one in (asked, agreed):
            waits = disclosing.ask(lex, one.pk, one.version, uuid.uuid4())
        adam = viewer_for(self.people.adam)
        why = "As the Act asks."
        disclosing.decide(adam, agreed.pk, waits.version, why, uuid.uuid4(), approve=True)
        made = [f"/moderation/law/disclosures/{one.pk}/" for one in (draft, asked, agreed)]
        return [f"/moderation/law/holds/{hold.pk}/", *made]

    def published(self) -> None:
        """A month with figures, and one with too few to show."""
        for month, n in ((9, 2), (10, 40)):
            times = line(words.FAMILIES, {"identifying": n, "offensive": n})
            times |= {"medians": {"identifying": 40}, "median": 50, "in_time": {"at_least": 91}}
            lines = {
                key: line(rows, dict.fromkeys(list(rows)[:3], n))
                for key, (_, rows) in LINES.items()
            }
            Month.objects.create(
                first_day=date(2026, month, 1), figures={"lines": lines, "times": times}
            )


def moderated(people: People, rooms: Rooms) -> Moderated:
    staff = join(MORE_STAFF, {})
    return Moderated(people, rooms, staff["mia"], staff["lena"])

"""Nothing leaves the site by one person's will, and no more of it than was listed."""

import hashlib
import json
import threading
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.verdicts import Refused
from community.members.viewer import viewer_for
from forums import withdrawing
from moderation import deciding
from moderation.law import disclosing, holding
from moderation.law.desk import Stale
from moderation.models import Disclosure, HeldCopy, Look
from tests.forums.masks import sign
from tests.moderation.conftest import INSULT
from tests.rooms import add_post

pytestmark = pytest.mark.django_db

WHY = "The order covers it."


def current(disclosure):
    return Disclosure.objects.get(pk=disclosure.pk)


@pytest.fixture
def drafted(lex, demand):
    def make(said=demand):
        return disclosing.prepare(viewer_for(lex), said, uuid.uuid4())

    return make


@pytest.fixture
def asked(lex, drafted, demand):
    def make(said=demand):
        draft = drafted(said)
        return disclosing.ask(viewer_for(lex), draft.pk, draft.version, uuid.uuid4())

    return make


@pytest.fixture
def approved(lou, asked, demand):
    def make(said=demand):
        waiting = asked(said)
        return decide(lou, waiting)

    return make


def decide(user, disclosure, *, approve=True):
    version = current(disclosure).version
    return disclosing.decide(
        viewer_for(user), disclosure.pk, version, WHY, uuid.uuid4(), approve=approve
    )


def give(user, disclosure, why=""):
    return disclosing.hand_over(
        viewer_for(user), disclosure.pk, current(disclosure).version, uuid.uuid4(), not_told_why=why
    )


def export(user, disclosure):
    return disclosing.export(viewer_for(user), disclosure.pk)


# --- Two people ----------------------------------------------------------------------------------


def test_one_prepares_and_another_approves(lex, lou, asked):
    waiting = asked()
    done = decide(lou, waiting)
    assert (done.state, done.prepared_by, done.decided_by) == ("approved", lex, lou)


def test_an_administrator_may_be_the_second(people, asked):
    assert decide(people.adam, asked(), approve=False).state == "refused"


def test_nobody_decides_on_their_own(lex, asked):
    with pytest.raises(Refused, match="another person"):
        decide(lex, asked())


def test_the_database_says_so_too(lex, asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=asked().pk).update(decided_by=lex)


def test_nobody_decides_on_what_is_about_them(people, asked, demand):
    with pytest.raises(Refused, match="about you"):
        decide(people.adam, asked(replace(demand, about_id=people.adam.pk)))


@pytest.mark.parametrize("name", ["anna", "bela", "moira", "vera"])
def test_others_decide_on_nothing(people, asked, name):
    with pytest.raises(Refused):
        decide(getattr(people, name), asked())


@pytest.mark.parametrize("name", ["anna", "moira", "adam"])
def test_only_the_law_desk_prepares_and_takes_out(people, approved, demand, name):
    viewer, done = viewer_for(getattr(people, name)), approved()
    with pytest.raises(Refused):
        disclosing.prepare(viewer, demand, uuid.uuid4())
    with pytest.raises(Refused):
        export(getattr(people, name), done)


def test_whoever_changed_a_draft_last_is_not_the_second(lex, lou, drafted, demand):
    draft = drafted()
    viewer = viewer_for(lou)
    changed = disclosing.amend(viewer, draft.pk, draft.version, demand, uuid.uuid4())
    waiting = disclosing.ask(viewer_for(lex), draft.pk, changed.version, uuid.uuid4())
    assert waiting.prepared_by == lex  # who asks answers for it
    with pytest.raises(Refused):
        decide(lex, waiting)


def test_the_second_people_are_told_and_then_the_first(people, lex, lou, asked, demand):
    waiting = asked()
    told = Notification.objects.all()
    assert {one.user for one in told} == {lou, people.adam}
    assert all("Kovac" not in one.text and demand.reference not in one.text for one in told)
    decide(lou, waiting)
    assert Notification.objects.get(user=lex).url == f"/moderation/law/disclosures/{waiting.pk}/"


def test_the_member_whom_it_is_about_is_not_asked(people, asked, demand):
    asked(replace(demand, about_id=people.adam.pk))
    assert not Notification.objects.filter(user=people.adam).exists()


# --- The path ------------------------------------------------------------------------------------


def test_nothing_is_asked_where_nothing_is_listed(lex, drafted, demand):
    draft = drafted(replace(demand, subjects=[]))
    with pytest.raises(Refused):
        disclosing.ask(viewer_for(lex), draft.pk, draft.version, uuid.uuid4())


@pytest.mark.parametrize("what", [("post", 987654321), ("decision", 987654321), ("copy", 98765)])
def test_what_is_not_there_is_not_listed(drafted, demand, what):
    with pytest.raises(Refused):
        drafted(replace(demand, subjects=[what]))


def test_a_member_who_is_not_there_is_not_named(drafted, demand):
    with pytest.raises(Refused):
        drafted(replace(demand, about_id=987654321))


def test_what_was_asked_is_changed_no_more(lex, asked, demand):
    waiting = asked()
    with pytest.raises(Refused):
        disclosing.amend(viewer_for(lex), waiting.pk, waiting.version, demand, uuid.uuid4())


def test_before_the_second_agreed_nothing_is_taken_out(lex, lou, drafted, asked):
    for disclosure in (drafted(), asked()):
        with pytest.raises(Refused):
            export(lex, disclosure)
    refused = decide(lou, asked(), approve=False)
    with pytest.raises(Refused):
        export(lex, refused)


def test_a_decision_is_made_once_and_on_what_was_read(lou, people, asked):
    waiting = asked()
    decide(lou, waiting)
    with pytest.raises(Refused):
        decide(people.adam, waiting)
    other = asked()
    with pytest.raises(Stale):
        disclosing.decide(viewer_for(lou), other.pk, 99, WHY, uuid.uuid4(), approve=True)


def test_double_clicks_are_harmless(lex, lou, demand):
    keys = [uuid.uuid4() for _ in range(4)]
    for _ in range(2):
        made = disclosing.prepare(viewer_for(lex), demand, keys[0])
    for _ in range(2):
        disclosing.ask(viewer_for(lex), made.pk, 1, keys[1])
    for _ in range(2):
        disclosing.decide(viewer_for(lou), made.pk, 2, WHY, keys[2], approve=True)
    export(lex, made)
    for _ in range(2):
        disclosing.hand_over(viewer_for(lex), made.pk, 4, keys[3])
    assert Disclosure.objects.get().state == "handed_over"
    verbs = Entry.objects.filter(about="disclosure").values_list("verb", flat=True)
    assert sorted(verbs) == sorted(set(verbs))


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_decides(people, lou, asked):
    waiting = asked()
    start, outcomes = threading.Barrier(2), []

    def act(user, approve):
        try:
            start.wait(5)
            disclosing.decide(viewer_for(user), waiting.pk, 2, WHY, uuid.uuid4(), approve=approve)
            outcomes.append("decided")
        except (Stale, Refused):
            outcomes.append("not")
        finally:
            connection.close()

    pairs = ((lou, True), (people.adam, False))
    threads = [threading.Thread(target=act, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert sorted(outcomes) == ["decided", "not"]


# --- The export ----------------------------------------------------------------------------------


def test_it_holds_what_is_listed_and_nothing_else(lex, approved, insult, rooms):
    paper = json.loads(export(lex, approved()))
    (item,) = paper["items"]
    assert (item["kind"], item["id"], item["by"]) == ("post", insult.pk, insult.author.name)
    assert INSULT in item["fields"]["body"]
    text = json.dumps(paper)
    assert rooms.closed_post.source not in text
    for secret in (insult.author.email, "asked_for", "Dr Kovac"):
        assert secret not in text


def test_its_digest_is_that_of_the_file(lex, approved):
    done = approved()
    data = export(lex, done)
    assert current(done).digest == hashlib.sha256(data).hexdigest()
    assert Entry.objects.get(verb="disclosure.exported").detail["digest"] == current(done).digest


def test_whose_a_pseudonym_is_it_does_not_say(lex, approved, insult, demand, people):
    masked = sign(insult)
    text = export(lex, approved(replace(demand, subjects=[("post", masked.pk)]))).decode()
    assert masked.pseudonym.name in text
    assert people.bela.name not in text


def test_a_sealed_original_is_opened_only_where_it_is_listed_and_on_record(
    lex, people, insult, open_case, choice, approved, demand
):
    case = open_case(insult, INSULT)
    decision = deciding.decide(
        viewer_for(people.moira), case.pk, 1, choice("redact", words=[INSULT])
    )
    plain = export(lex, approved(demand)).decode()
    assert INSULT not in plain
    assert not Look.objects.exists()
    listed = replace(demand, subjects=[("decision", decision.pk)])
    (item,) = json.loads(export(lex, approved(listed)))["items"]
    assert INSULT in item["fields"]["body"]
    look = Look.objects.get()
    assert (look.by, look.purpose) == (lex, "law")


def test_what_a_hold_kept_can_be_handed_over(lex, people, rooms, approved, demand):
    post = add_post(rooms.closed_topic, people.bela, "Withdrawn words")
    when = timezone.now() + timedelta(days=9)
    holding.place(viewer_for(lex), "post", post.pk, "x", when, uuid.uuid4())
    withdrawing.withdraw(viewer_for(people.bela), post)
    copy = HeldCopy.objects.get()
    (item,) = json.loads(export(lex, approved(replace(demand, subjects=[("copy", copy.pk)]))))[
        "items"
    ]
    assert item["fields"] == {"body": "Withdrawn words"}
    assert item["of"] == ["post", post.pk]


# --- Handing over --------------------------------------------------------------------------------


def test_what_was_not_taken_out_was_not_handed_over(lex, approved):
    with pytest.raises(Refused):
        give(lex, approved())


def test_the_member_is_told(lex, people, approved):
    done = approved()
    export(lex, done)
    given = give(lex, done)
    assert given.state == "handed_over"
    assert given.member_told_at
    assert Notification.objects.filter(user=people.bela).count() == 1
    with pytest.raises(Refused):
        export(lex, given)


def test_or_it_is_said_why_not(lex, people, approved):
    done = approved()
    export(lex, done)
    given = give(lex, done, why="The order forbids it.")
    assert (given.member_told_at, given.not_told_why) == (None, "The order forbids it.")
    assert not Notification.objects.filter(user=people.bela).exists()


def test_where_no_member_is_named_it_has_to_be_said(lex, approved, demand):
    done = approved(replace(demand, about_id=None))
    export(lex, done)
    with pytest.raises(Refused):
        give(lex, done)
    assert give(lex, done, why="It is about no member.").state == "handed_over"


def test_the_record_holds_no_word_of_it(lex, approved, demand):
    done = approved()
    export(lex, done)
    give(lex, done)
    told = json.dumps([e.detail for e in Entry.objects.filter(about="disclosure")])
    for words in (demand.asked_for, demand.reference, INSULT):
        assert words not in told

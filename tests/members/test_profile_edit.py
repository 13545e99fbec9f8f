import pytest
from django.urls import reverse

from community.audit.models import Entry
from community.events import EVENTS
from community.members.models import Profile, Specialty, User
from community.pipeline.models import OutboxEntry
from community.subjects import of
from moderation.models import Case, Screening
from tests.forums.acts.test_once import HANDS, at_once

URL = "/members/me/"
AUDIENCES = ("specialty", "grade", "about", "region", "workplace", "interests")


def answers(user, **changes):
    specialty = user.specialty.pk if user.specialty else ""
    given = {"name": user.name, "specialty": specialty, "grade": user.grade, "page_for": "members"}
    return given | {f"{name}_for": "members" for name in AUDIENCES} | changes


def test_the_form_begins_with_what_is_there(people, client_for):
    Profile.objects.create(user=people.anna, workplace="Llandough", workplace_for="nobody")
    text = client_for(people.anna).get(URL).text
    for words in ("Anna Sharma", "consultant", "Llandough"):
        assert f'value="{words}"' in text
    assert '<option value="nobody" selected>Only me</option>' in text


def test_a_member_changes_specialty_and_grade(people, client_for):
    psychiatry = Specialty.objects.get(slug="psychiatry")
    sent = answers(people.bela, specialty=psychiatry.pk, grade="retired", band="retired")
    response = client_for(people.bela).post(URL, sent)
    assert response.status_code == 302
    assert response.url == f"/members/{people.bela.pk}/"
    bela = User.objects.get(pk=people.bela.pk)
    assert (bela.specialty, bela.grade, bela.band) == (psychiatry, "retired", "retired")
    assert not Entry.objects.filter(verb="member.renamed").exists()


def test_each_part_is_kept_with_who_sees_it(people, client_for):
    said = {
        "about": "I cycle.",
        "about_for": "public",
        "region": "wales",
        "region_for": "connections",
        "workplace": "Llandough",
        "workplace_for": "doctors",
        "interests": "None.",
        "interests_for": "nobody",
        "page_for": "public",
    }
    client_for(people.bela).post(
        URL, answers(people.bela, specialty_for="doctors", in_directory="on", **said)
    )
    profile = Profile.objects.get(user=people.bela)
    assert {name: getattr(profile, name) for name in said} == said
    assert profile.in_directory
    assert profile.user.specialty_for == "doctors"


def test_nobody_is_in_the_directory_who_did_not_ask(people, client_for):
    client_for(people.bela).post(URL, answers(people.bela))
    assert not Profile.objects.get(user=people.bela).in_directory


def test_a_change_of_name_is_recorded_without_the_name(people, client_for):
    client_for(people.anna).post(URL, answers(people.anna, name="Anna Sharma-Reid"))
    assert User.objects.get(pk=people.anna.pk).name == "Anna Sharma-Reid"
    entry = Entry.objects.get(verb="member.renamed")
    assert (entry.actor_id, entry.about_id) == (people.anna.pk, people.anna.pk)
    assert "Reid" not in str(entry.detail)


BAD = [
    ({"name": ""}, "it stands beside what you write"),
    ({"about": "x" * 2001}, "at most 2000 characters"),
    ({"about_for": "friends"}, "friends is not one of the available choices"),
    ({"page_for": "nobody"}, "nobody is not one of the available choices"),
    ({"region": "atlantis"}, "atlantis is not one of the available choices"),
]


@pytest.mark.parametrize(("wrong", "words"), BAD)
def test_what_does_not_fit_is_said_kindly_and_nothing_is_lost(people, client_for, wrong, words):
    sent = answers(people.anna, grade="professor", interests="Shares.") | wrong
    response = client_for(people.anna).post(URL, sent)
    assert response.status_code == 422
    assert words in response.text
    assert 'value="professor"' in response.text
    assert "Shares.</textarea>" in response.text
    assert User.objects.get(pk=people.anna.pk).grade == "consultant"
    assert not Profile.objects.exists()


def test_no_one_makes_themselves_something_else(people, client_for):
    more = {"email": "x@demo.test", "suspended_until": "", "is_active": "", "state": "held"}
    client_for(people.cara).post(URL, answers(people.cara, **more))
    cara = User.objects.get(pk=people.cara.pk)
    assert (cara.email, cara.is_active, cara.is_staff) == ("cara@demo.test", True, False)
    assert cara.profile.state == "published"


def test_a_suspended_member_changes_nothing(people, client_for):
    eve = client_for(people.eve)
    assert eve.get(URL).status_code == 403
    assert eve.post(URL, answers(people.eve, name="Somebody Else")).status_code == 403
    assert User.objects.get(pk=people.eve.pk).name == "Eve Hartley"


def test_a_stranger_is_asked_to_sign_in(db, client_for):
    assert client_for().post(URL, {"name": "No One"}).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_at_once_are_one_change(people, client_for):
    clients = [client_for(people.bela) for _ in range(HANDS)]
    sent = answers(people.bela, about="I cycle.")
    came = at_once(lambda client: client.post(URL, sent).status_code, clients)
    assert came == [302] * HANDS
    assert Profile.objects.get().version == 2
    handlers = OutboxEntry.objects.filter(event="member.profile_changed").values_list("handler")
    assert len(handlers) == len(EVENTS["member.profile_changed"])


# --- What is said there is screened --------------------------------------------------------------

THREAT = "I will find you and kill you."


def said(client_for, user, run_outbox, **changes):
    client_for(user).post(URL, answers(user, **changes))
    run_outbox()
    return Profile.objects.get(user=user)


def test_what_harms_is_held_shown_to_no_other_and_its_author_told(people, client_for, run_outbox):
    profile = said(client_for, people.bela, run_outbox, about=THREAT, workplace="Llandough")
    assert profile.state == "held"
    page = f"/members/{people.bela.pk}/"
    others = client_for(people.anna).get(page).text
    assert "kill you" not in others
    assert "Llandough" not in others
    own = client_for(people.bela).get(page).text
    assert "kill you" in own
    assert "A moderator is checking what you wrote here" in own
    (note,) = people.bela.notifications.all()
    assert "A moderator is checking your page" in note.text
    case = Case.objects.get(subject_kind="profile", subject_id=people.bela.pk)
    assert note.url == reverse("held", args=[case.pk])
    assert page in client_for(people.bela).get(note.url).text
    assert note.text in client_for(people.bela).get("/inbox/").text


def test_a_manager_sees_the_case_and_its_words(people, client_for, run_outbox):
    said(client_for, people.bela, run_outbox, about=THREAT)
    case = Case.objects.get()
    assert (case.subject_kind, case.subject_id) == ("profile", people.bela.pk)
    text = client_for(people.moira).get(f"/moderation/{case.pk}/").text
    assert "kill you" in text
    assert "See the page" in text
    for who in (people.anna, people.vera, people.adam):
        assert client_for(who).get(f"/moderation/{case.pk}/").status_code == 404


def test_nothing_changed_is_not_looked_at_again_but_more_readers_are(
    people, client_for, run_outbox
):
    profile = said(client_for, people.bela, run_outbox, about="I cycle.")
    profile = said(client_for, people.bela, run_outbox, about="I cycle.", region="wales")
    assert (profile.version, Screening.objects.count()) == (2, 1)
    said(client_for, people.bela, run_outbox, about="I cycle.", about_for="public")
    assert Screening.objects.count() == 2


def test_an_edit_does_not_undo_what_a_moderator_did(people, client_for, run_outbox):
    said(client_for, people.bela, run_outbox, about=THREAT)
    assert said(client_for, people.bela, run_outbox, about="I cycle.").state == "held"
    of("profile").restore(people.bela.pk)
    assert "I cycle." in client_for(people.anna).get(f"/members/{people.bela.pk}/").text


def test_what_was_removed_is_gone_and_new_words_begin_anew(people, client_for, run_outbox):
    said(client_for, people.bela, run_outbox, about=THREAT, interests="Shares.")
    original = of("profile").remove(people.bela.pk)
    kept = {"body": THREAT, "workplace": "", "interests": "Shares.", "grade": "GP partner"}
    assert original["fields"] == kept
    profile = Profile.objects.get()
    assert (profile.about, profile.interests, profile.state) == ("", "", "removed")
    assert said(client_for, people.bela, run_outbox, about="I cycle.").state == "published"


def test_marked_words_are_replaced(people):
    Profile.objects.create(user=people.bela, about="Call 07700 900123.", workplace="Llandough")
    of("profile").redact(people.bela.pk, 1, {"body": [(5, 17)], "workplace": [(0, 9)]})
    profile = Profile.objects.get()
    assert profile.about == "Call [redacted]."
    assert profile.workplace == "[redacted]"
    assert profile.version == 2

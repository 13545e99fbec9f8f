"""Edit a case: in its fields, or in one text where it is not what the fields would make."""

import pytest

from community.members.viewer import viewer_for
from forums import posting, redacting
from forums.casework import compose
from forums.models import ClinicalCase, Post
from tests.forums.cases import PARTS, allow_cases, case_form, present
from tests.forums.writing import draft, typed


@pytest.fixture
def post(rooms, people):
    allow_cases(rooms.closed, rooms.open)
    return Post.objects.get(topic=present(viewer_for(people.anna), rooms.closed))


@pytest.fixture
def anna(people, client_for):
    return client_for(people.anna)


def edit(client, post, **fields):
    form = case_form(version=str(post.version), title=post.topic.title, **fields)
    return client.post(f"/p/{post.pk}/edit/", form)


def test_its_fields_hold_what_it_says(post, anna):
    form = anna.get(f"/p/{post.pk}/edit/").context["form"]
    assert {name: form.initial[name] for name in PARTS} == PARTS
    assert form.initial["title"] == "Ablate or wait?"


def test_what_is_changed_there_is_changed_and_kept_in_its_history(post, anna):
    assert edit(anna, post, findings="P waves before each complex.", age="older").status_code == 302
    post.refresh_from_db()
    assert "## Findings\n\nP waves before" in post.source
    assert post.revisions.get().source == compose(PARTS)
    assert ClinicalCase.objects.get().age == "older"
    assert "what changed" in anna.get(post.topic.get_absolute_url()).text


def test_consent_may_be_given_later_and_taken_back(post, anna):
    edit(anna, post, has_consent="on")
    assert ClinicalCase.objects.get().has_consent
    post.refresh_from_db()
    assert anna.get(f"/p/{post.pk}/edit/").context["form"].initial["has_consent"]
    edit(anna, post)
    assert not ClinicalCase.objects.get().has_consent


def test_what_the_public_reads_is_not_edited_without_it(rooms, people, anna):
    allow_cases(rooms.open)
    topic = present(viewer_for(people.anna), rooms.open, has_consent=True)
    post = Post.objects.get(topic=topic)
    assert edit(anna, post).status_code == 422
    assert ClinicalCase.objects.get().has_consent
    assert edit(anna, post, has_consent="on").status_code == 302


def test_redacted_words_stay_redacted_in_the_fields(post, anna):
    start = post.source.index("Palpitations")
    redacting.redact(post.pk, 1, {"body": [(start, start + len("Palpitations"))]})
    form = anna.get(f"/p/{post.pk}/edit/").context["form"]
    assert form.initial["history"].startswith("[redacted] for years")


def test_what_is_no_case_any_more_is_edited_as_one_text(post, anna):
    start = post.source.index("Adult")
    redacting.redact(post.pk, 1, {"body": [(start, start + len("Adult, 40 to 64"))]})
    post.refresh_from_db()
    page = anna.get(f"/p/{post.pk}/edit/")
    assert page.context["form"].initial["source"] == post.source
    assert 'name="source"' in page.text
    assert 'name="history"' not in page.text
    sent = typed(f"{post.source}\n\nMore.", title="Ablate?", version=str(post.version))
    assert anna.post(f"/p/{post.pk}/edit/", sent).status_code == 302
    post.refresh_from_db()
    assert post.source.endswith("More.")
    assert ClinicalCase.objects.get().age == "unsaid", "it does not say it any more"


def test_two_who_change_it_at_once_see_both_texts(post, anna, people):
    posting.edit(viewer_for(people.anna), post, draft("Otherwise.", title="Ablate?"), 1)
    response = edit(anna, post, history="Of my own.")
    assert response.status_code == 409
    assert "Of my own." in response.text
    assert "Otherwise." in response.text
    again = typed(compose(PARTS), title="Ablate or wait?", version="2")
    assert anna.post(f"/p/{post.pk}/edit/", again).status_code == 302
    post.refresh_from_db()
    assert post.source == compose(PARTS)


def test_a_draft_of_the_edit_fills_the_fields(post, anna):
    sent = case_form(place=f"edit {post.pk}", seen="0", version="1", history="Begun anew.")
    assert anna.post("/drafts/save/", sent).status_code == 302
    form = anna.get(f"/p/{post.pk}/edit/").context["form"]
    assert form.initial["history"] == "Begun anew."


def test_what_is_wrong_changes_nothing(post, anna, written):
    before = written()
    response = edit(anna, post, history="")
    assert response.status_code == 422
    assert "Tell what happened." in response.text
    assert written() == before


@pytest.mark.parametrize("who", ["bela", "moira"])
def test_no_one_else_edits_it(who, post, people, client_for, written):
    before = written()
    assert edit(client_for(getattr(people, who)), post).status_code == 403
    assert written() == before


@pytest.mark.parametrize("who", ["cara", "nina", "stu", "vera", "adam"])
def test_for_others_it_is_not_there(who, post, people, client_for):
    assert edit(client_for(getattr(people, who)), post).status_code == 404

"""Present a case: bands and words in a form, one source in the forum."""

import pytest

from forums.casework import WORDS, compose, parse
from forums.models import ClinicalCase, Draft, Post, Topic
from tests.forums.cases import ADDRESS, OPEN, PARTS, allow_cases, case_form
from tests.forums.writing import NHS_NUMBER, typed


@pytest.fixture
def boards(rooms):
    allow_cases(rooms.closed, rooms.open)
    return rooms


@pytest.fixture
def anna(boards, people, client_for):
    return client_for(people.anna)


def test_a_doctor_presents_a_case(boards, anna, people):
    assert anna.get(ADDRESS).status_code == 200
    response = anna.post(ADDRESS, case_form())
    topic = Topic.objects.latest("pk")
    assert (response.status_code, response.url) == (302, topic.get_absolute_url())
    assert (topic.kind, topic.author, topic.title) == ("case", people.anna, "Ablate or wait?")
    post = Post.objects.get(topic=topic)
    assert post.source == compose(PARTS)
    case = ClinicalCase.objects.get(topic=topic)
    assert (case.age, case.board, case.has_consent) == ("middle", boards.closed, False)


def test_its_page_hides_the_answer_until_it_is_asked_for(anna):
    page = anna.get(anna.post(ADDRESS, case_form()).url).text
    shown, _, hidden = page.partition('<details class="more">')
    assert "<h3>Question</h3>" in shown
    assert "atrial tachycardia" not in shown
    assert "atrial tachycardia" in hidden.partition("</details>")[0]
    assert page.count("atrial tachycardia") == 1


def test_the_answer_is_in_no_list_and_no_notice(anna, people, client_for, run_outbox):
    where = anna.post(ADDRESS, case_form()).url
    anna.post(f"/p/{Post.objects.latest('pk').pk}/bookmark/", {"keep": "1"})
    run_outbox()
    for address in ("/", "/b/cardiology-clinical/", "/bookmarks/", "/inbox/", "/following/"):
        for client in (anna, client_for(people.bela)):
            assert "atrial tachycardia" not in client.get(address).text, address
    quoted = client_for(people.bela).get(f"{where}?quote=1").context["form"].initial["source"]
    assert "Palpitations" in quoted
    assert "atrial tachycardia" not in quoted


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Give it a title"),
        ({"question": " "}, "Say what you want to know."),
        ({"history": ""}, "Tell what happened."),
        ({"age": ""}, "Choose an age"),
        ({"age": "91"}, "Select a valid choice"),
        ({"when": "3 May"}, "Select a valid choice"),
        ({"setting": ""}, "Choose a kind of place."),
        ({"history": "```\nopen"}, "does not end"),
        ({"answer": "So[^1].\n\n[^1]: see"}, "A footnote would stand under the post"),
        ({"findings": "x" * 20_001}, "20001 characters long"),
        ({"findings": "x" * 12_000, "done": "y" * 12_000}, "at most 20,000 fit in a post"),
        ({"history": "> " * 30 + "deep"}, "nested too deeply"),
    ],
)
def test_what_is_wrong_is_said_where_it_is_and_nothing_is_lost(fields, words, anna, written):
    before = written()
    response = anna.post(ADDRESS, case_form(**fields))
    assert response.status_code == 422
    assert words in response.text
    assert response.text.count(PARTS["answer"]) >= ("answer" not in fields)
    assert written() == before


def test_no_field_takes_what_could_identify(anna):
    form = anna.get(ADDRESS).context["form"]
    for name in ("age", "sex", "when", "setting"):
        assert hasattr(form.fields[name], "choices")
    assert "date" not in " ".join(form.fields)


def test_what_stops_it_is_shown_in_its_field(anna, written):
    before = written()
    form = case_form(findings=f"Ferritin 300, NHS number {NHS_NUMBER}.")
    response = anna.post(ADDRESS, form)
    assert response.status_code == 422
    assert "Under “Findings”" in response.text
    assert f'<mark class="find find--block">{NHS_NUMBER}</mark>' in response.text
    check = response.text[response.text.index('class="check"') :]
    assert "Palpitations" not in check[: check.index("</div>")]
    assert written() == before


# --- Consent -------------------------------------------------------------------------------------


def test_what_the_public_reads_takes_consent(anna, written):
    before = written()
    response = anna.post(OPEN, case_form())
    assert response.status_code == 422
    assert "only with the patient" in response.text
    assert "knows that anyone can read it here" in response.text
    assert written() == before
    assert anna.post(OPEN, case_form(has_consent="on")).status_code == 302
    assert ClinicalCase.objects.get().has_consent


def test_among_colleagues_it_is_optional(anna):
    assert "(optional here)" in anna.get(ADDRESS).text
    assert anna.post(ADDRESS, case_form()).status_code == 302


# --- Where ---------------------------------------------------------------------------------------


def test_only_where_cases_may_be_presented(rooms, people, client_for, written):
    before = written()
    response = client_for(people.anna).post(OPEN, case_form(has_consent="on"))
    assert response.status_code == 403
    assert "Topics of this kind are not opened on this board." in response.text
    assert "Palpitations" in response.text
    assert written() == before


@pytest.mark.parametrize("who", ["cara", "dan", "eve", "nina", "stu", "vera", "adam"])
def test_for_others_the_closed_board_is_no_board(who, boards, people, client_for, written):
    client, before = client_for(getattr(people, who)), written()
    for send in (client.get, lambda where: client.post(where, case_form())):
        closed, missing = send(ADDRESS), send("/b/no-such-board/new/case/")
        assert closed.status_code == missing.status_code == 404
        assert closed.content == missing.content
    assert written() == before


def test_the_board_leads_to_it(boards, anna):
    page = anna.get("/b/cardiology-clinical/").text
    assert f'href="{ADDRESS}"' in page
    assert "Present a case" in page


# --- Nothing is lost -----------------------------------------------------------------------------


def place(boards):
    return f"topic {boards.closed.pk} case"


def test_a_draft_is_saved_and_fills_the_fields_again(boards, anna):
    sent = case_form(place=place(boards), seen="0", history="", setting="")
    assert anna.post("/drafts/save/", sent).status_code == 302
    draft = Draft.objects.get()
    assert (draft.place, draft.title) == (place(boards), "Ablate or wait?")
    opened = anna.get(f"/drafts/{draft.pk}/")
    assert opened.url == ADDRESS
    initial = anna.get(ADDRESS).context["form"].initial
    assert (initial["question"], initial["answer"]) == (PARTS["question"], PARTS["answer"])
    assert (initial["age"], initial["when"]) == ("middle", "months")
    assert "history" not in initial
    assert "setting" not in initial


def test_a_script_saves_it_too(boards, anna):
    sent = case_form(place=place(boards), seen="0")
    told = anna.post("/drafts/save/", sent, headers={"X-Requested-With": "fetch"}).json()
    assert told["version"] == 1
    assert parse(Draft.objects.get().source)["history"] == PARTS["history"]


def test_an_older_window_is_told_and_keeps_its_words(boards, anna):
    anna.post("/drafts/save/", case_form(place=place(boards), seen="0"))
    sent = case_form(place=place(boards), seen="0", history="Other words.")
    response = anna.post("/drafts/save/", sent)
    assert response.status_code == 409
    assert "Other words." in response.text
    assert 'name="history"' in response.text


def test_two_drafts_that_were_joined_are_all_there(boards, anna):
    anna.post("/drafts/save/", case_form(place=place(boards), seen="0"))
    sent = case_form(place=place(boards), seen="0", history="Other words.", age="")
    anna.post(ADDRESS, sent)
    initial = anna.get(ADDRESS).context["form"].initial
    for words in (PARTS["history"], "Other words."):
        assert words in initial["history"]


def test_sending_it_ends_the_draft(boards, anna):
    anna.post("/drafts/save/", case_form(place=place(boards), seen="0"))
    anna.post(ADDRESS, case_form(place=place(boards), seen="1"))
    assert not Draft.objects.exists()


def test_who_was_signed_out_meanwhile_finds_it_as_a_draft(boards, anna, client_for):
    writer = anna.get(ADDRESS).context["writing"]["writer"]
    response = client_for().post(ADDRESS, case_form(place=place(boards), writer=writer, seen="0"))
    assert response.status_code == 403
    for words in (PARTS["question"], PARTS["history"], PARTS["answer"]):
        assert words in response.text
    assert parse(Draft.objects.get().source)["answer"] == PARTS["answer"]


def test_taken_back_it_is_in_the_fields_again(boards, anna):
    anna.post(ADDRESS, case_form())
    post = Post.objects.latest("pk")
    page = anna.post(f"/p/{post.pk}/undo/", follow=True)
    assert "Taken back." in page.text
    assert page.context["form"].initial["history"] == PARTS["history"]
    assert page.request["PATH_INFO"] == ADDRESS


def test_the_preview_shows_it_as_it_will_be(boards, anna, written):
    before = written()
    page = anna.post(ADDRESS, case_form(preview="1"))
    assert page.status_code == 200
    assert "<h3>History</h3>" in page.text
    assert "Nothing that identifies" in page.text
    assert PARTS["history"] in page.text
    fragment = anna.post("/preview/", case_form()).text
    assert "<h3>History</h3>" in fragment
    assert written() == before


def test_what_was_sent_where_it_is_not_there_is_given_back(boards, anna):
    page = anna.post("/b/no-such-board/new/case/", case_form())
    assert page.status_code == 404
    for name in WORDS:
        assert PARTS.get(name, "") in page.text


def test_a_double_click_presents_it_once(boards, anna):
    form = case_form()
    assert anna.post(ADDRESS, form).url == anna.post(ADDRESS, form).url
    assert ClinicalCase.objects.count() == 1


def test_a_plain_form_presents_no_case(boards, anna, written):
    before = written()
    assert anna.post(ADDRESS, typed("Words.", title="Well?")).status_code == 422
    assert written() == before
    assert Draft.objects.get().source == "Words."

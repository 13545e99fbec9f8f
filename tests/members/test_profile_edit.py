from community.audit.models import Entry
from community.members.models import Specialty, User

URL = "/members/me/"


def answers(user, **changes):
    specialty = user.specialty.pk if user.specialty else ""
    return {"name": user.name, "specialty": specialty, "grade": user.grade} | changes


def test_the_form_begins_with_what_is_there(people, client_for):
    text = client_for(people.anna).get(URL).text
    assert 'value="Anna Sharma"' in text
    assert 'value="consultant"' in text


def test_a_member_changes_specialty_and_grade(people, client_for):
    psychiatry = Specialty.objects.get(slug="psychiatry")
    sent = answers(people.bela, specialty=psychiatry.pk, grade="retired")
    response = client_for(people.bela).post(URL, sent)
    assert response.status_code == 302
    assert response.url == f"/members/{people.bela.pk}/"
    bela = User.objects.get(pk=people.bela.pk)
    assert (bela.specialty, bela.grade) == (psychiatry, "retired")
    assert not Entry.objects.filter(verb="member.renamed").exists()


def test_a_change_of_name_is_recorded_without_the_name(people, client_for):
    client_for(people.anna).post(URL, answers(people.anna, name="Anna Sharma-Reid"))
    assert User.objects.get(pk=people.anna.pk).name == "Anna Sharma-Reid"
    entry = Entry.objects.get(verb="member.renamed")
    assert (entry.actor_id, entry.about_id) == (people.anna.pk, people.anna.pk)
    assert "Reid" not in str(entry.detail)


def test_a_missing_name_is_said_kindly_and_nothing_is_lost(people, client_for):
    response = client_for(people.anna).post(URL, answers(people.anna, name="", grade="professor"))
    assert response.status_code == 200
    assert "it stands beside what you write" in response.text
    assert 'value="professor"' in response.text
    assert User.objects.get(pk=people.anna.pk).grade == "consultant"


def test_no_one_makes_themselves_something_else(people, client_for):
    sent = answers(people.cara, email="x@demo.test", suspended_until="", is_active="")
    client_for(people.cara).post(URL, sent)
    cara = User.objects.get(pk=people.cara.pk)
    assert (cara.email, cara.is_active, cara.is_staff) == ("cara@demo.test", True, False)


def test_a_suspended_member_changes_nothing(people, client_for):
    eve = client_for(people.eve)
    assert eve.get(URL).status_code == 403
    assert eve.post(URL, answers(people.eve, name="Somebody Else")).status_code == 403
    assert User.objects.get(pk=people.eve.pk).name == "Eve Hartley"


def test_a_stranger_is_asked_to_sign_in(db, client_for):
    assert client_for().post(URL, {"name": "No One"}).status_code == 302

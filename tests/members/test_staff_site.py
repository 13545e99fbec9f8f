"""The door of Django admin."""

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from community.audit.models import Entry
from community.members.models import Standing
from community.members.roles import Role, roles_of

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
LOGIN = reverse("admin:login")
STAFF = ["moira", "vera", "adam"]
OTHERS = ["anna", "bela", "cara", "dan", "eve", "nina", "stu"]


@pytest.mark.parametrize("who", STAFF)
def test_staff_with_a_second_factor_come_in(people, client_for, who):
    client = client_for(getattr(people, who))
    assert client.get(INDEX).status_code == 200
    assert client.get(LOGIN)["Location"] == INDEX


@pytest.mark.parametrize("who", OTHERS)
def test_for_everyone_else_it_is_not_there_byte_for_byte(people, client_for, who):
    client = client_for(getattr(people, who))
    missing = client.get("/nothing/here/")
    for url in (INDEX, LOGIN, reverse("admin:members_user_changelist"), "/admin/nothing/"):
        response = client.get(url)
        assert response.status_code == 404
        assert response.content == missing.content


def test_a_stranger_signs_in_where_everyone_does(client_for, people):
    response = client_for().get(INDEX, follow=True)
    url, _ = response.redirect_chain[-1]
    assert url.startswith(reverse("account_login"))
    assert "next=/admin/" in url


def test_a_password_alone_is_asked_for_the_second_factor(people, client_for):
    response = client_for(people.vera, second_factor=False).get(INDEX)
    assert response["Location"] == f"{reverse('mfa_reauthenticate')}?next=/admin/"


def test_staff_without_a_second_factor_are_led_to_set_one_up(people, client_for):
    Authenticator.objects.filter(user=people.vera).delete()
    client = client_for(people.vera, second_factor=False)
    response = client.get(INDEX, follow=True)
    assert response.redirect_chain[-1][0] == reverse("mfa_index")
    assert b"second factor" in response.content


def test_the_login_page_leads_to_no_other_host(people, client_for):
    response = client_for(people.vera).get(LOGIN, {"next": "https://elsewhere.test/"})
    assert response["Location"] == INDEX


def test_a_password_is_changed_where_its_owner_is_told(people, client_for):
    response = client_for(people.adam).get(reverse("admin:password_change"))
    assert response["Location"] == reverse("account_change_password")


@pytest.mark.parametrize("who", ["moira", "vera"])
@pytest.mark.parametrize(
    "name",
    ["members_user", "members_standing", "audit_entry", "pipeline_outboxentry", "forums_board"],
)
def test_what_is_an_administrators_is_not_there_for_other_staff(people, client_for, who, name):
    client = client_for(getattr(people, who))
    assert client.get(reverse(f"admin:{name}_changelist")).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "members_user", "members_standing", "members_specialty", "audit_entry",
        "pipeline_outboxentry", "forums_board", "verification_claim",
        "verification_registerentry", "verification_registerimport",
    ],
)  # fmt: skip
def test_an_administrator_sees_all_of_it(people, rooms, client_for, name):
    assert client_for(people.adam).get(reverse(f"admin:{name}_changelist")).status_code == 200


class TestAppointing:
    def appoint(self, client, user, kind="verifier"):
        fields = {"user": user.pk, "kind": kind, "ends_at_0": "", "ends_at_1": ""}
        return client.post(reverse("admin:members_standing_add"), fields)

    def end(self, client, *standings):
        fields = {"action": "end_appointments", "_selected_action": [s.pk for s in standings]}
        return client.post(reverse("admin:members_standing_changelist"), fields)

    def test_an_administrator_appoints_a_verifier_and_it_is_written_down(self, people, client_for):
        assert self.appoint(client_for(people.adam), people.bela).status_code == 302
        assert Role.VERIFIER in roles_of(people.bela)
        audit = Entry.objects.get(verb="standing.given")
        assert audit.actor_id == people.adam.pk
        assert audit.detail["user"] == people.bela.pk

    def test_no_one_is_made_a_doctor_there(self, people, client_for):
        assert self.appoint(client_for(people.adam), people.nina, "doctor").status_code == 200
        assert Role.DOCTOR not in roles_of(people.nina)

    def test_what_is_held_already_is_not_given_again(self, people, client_for):
        response = self.appoint(client_for(people.adam), people.vera)
        assert b"hold this already" in response.content

    def test_other_staff_appoint_no_one(self, people, client_for):
        for who in (people.moira, people.vera):
            assert self.appoint(client_for(who), people.bela).status_code == 404
        assert Role.VERIFIER not in roles_of(people.bela)

    def test_an_appointment_ends_at_once(self, people, client_for):
        self.end(client_for(people.adam), Standing.objects.get(user=people.vera))
        assert Role.VERIFIER not in roles_of(people.vera)
        assert Entry.objects.get(verb="standing.closed").actor_id == people.adam.pk

    def test_neither_a_verification_nor_the_last_administrator_ends_there(self, people, client_for):
        own, doctor = (Standing.objects.get(user=user) for user in (people.adam, people.anna))
        self.end(client_for(people.adam), own, doctor)
        assert Role.ADMINISTRATOR in roles_of(people.adam)
        assert Role.DOCTOR in roles_of(people.anna)


def test_a_change_to_a_member_is_written_down(people, client_for):
    url = reverse("admin:members_user_change", args=[people.nina.pk])
    fields = {"name": "Nina N.", "grade": "", "is_active": "on", "specialty": ""}
    response = client_for(people.adam).post(url, fields)
    assert response.status_code == 302
    audit = Entry.objects.get(verb="user.changed")
    assert (audit.about_id, "name" in audit.detail["fields"]) == (people.nina.pk, True)


def test_members_and_the_record_cannot_be_deleted_there(people, client_for):
    client = client_for(people.adam)
    url = reverse("admin:members_user_delete", args=[people.nina.pk])
    assert client.post(url, {"post": "yes"}).status_code == 404
    assert client.get(reverse("admin:audit_entry_add")).status_code == 404


class TestBoards:
    def test_a_new_board_gets_the_grants_of_its_audience(self, people, client_for, viewer_of):
        from forums import access

        fields = {"name": "Renal", "slug": "renal", "audience": "doctors", "kind": "discussion",
                  "state": "open", "position": 1, "slow_seconds": 0}  # fmt: skip
        response = client_for(people.adam).post(reverse("admin:forums_board_add"), fields)
        assert response.status_code == 302
        assert access.visible_boards(viewer_of(people.anna)).filter(slug="renal").exists()
        assert not access.visible_boards(viewer_of(people.nina)).filter(slug="renal").exists()

    def test_the_pages_of_grants_open_and_a_change_is_written_down(self, people, rooms, client_for):
        client = client_for(people.adam)
        url = reverse("admin:forums_board_permissions", args=[rooms.closed.pk])
        assert client.get(url).status_code == 200
        url = reverse(
            "admin:forums_board_permissions_manage_user", args=[rooms.closed.pk, people.nina.pk]
        )
        assert client.post(url, {"permissions": ["read_board"]}).status_code == 302
        audit = Entry.objects.get(verb="board.granted")
        assert audit.detail == {"permissions": ["read_board"], "user": str(people.nina.pk)}

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.inbox.counting import unread_count
from community.inbox.limits import PAGE
from community.inbox.models import NoMail, Notification
from community.inbox.telling import tell
from forums.access import visible_boards
from forums.models import Topic

pytestmark = pytest.mark.django_db

INBOX = "/inbox/"


def tell_many(user, count, **fields):
    return Notification.objects.bulk_create(
        Notification(user=user, text=f"News {n}", url="/boards/", **fields) for n in range(count)
    )


def texts(response):
    return [n.text for n in response.context["page"].notifications]


def test_a_member_sees_what_they_were_told_newest_first(client_for, people):
    tell(people.anna.pk, "First", "/boards/")
    tell(people.anna.pk, "Second", "/boards/")
    assert texts(client_for(people.anna).get(INBOX)) == ["Second", "First"]


def test_nobody_sees_another_s(client_for, people):
    tell(people.anna.pk, "For Anna only", "/boards/")
    for reader in (people.bela, people.moira):
        assert "For Anna only" not in client_for(reader).get(INBOX).text


def test_an_empty_inbox_says_what_will_come(client_for, people):
    assert "will be listed here" in client_for(people.cara).get(INBOX).text


def test_what_is_unread_is_marked_and_counted_in_the_header(client_for, people):
    tell_many(people.anna, 2)
    tell_many(people.anna, 1, read_at=timezone.now())
    response = client_for(people.anna).get(INBOX)
    assert response.text.count("topic-row--unread") == 2
    assert response.context["unread_count"] == 2


def test_pages_go_on_by_key_without_a_gap(client_for, people):
    tell_many(people.anna, PAGE + 5)
    client = client_for(people.anna)
    first = client.get(INBOX)
    second = client.get(INBOX, {"before": first.context["page"].older})
    assert len(texts(first)) == PAGE
    assert texts(first) + texts(second) == [f"News {n}" for n in reversed(range(PAGE + 5))]
    assert second.context["page"].older is None


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 30, "١"])
def test_a_nonsense_key_begins_at_the_top(client_for, people, nonsense):
    tell(people.anna.pk, "Here", "/boards/")
    assert texts(client_for(people.anna).get(INBOX, {"before": nonsense})) == ["Here"]


def test_it_is_shown_only_while_the_gate_lets_them_see_its_subject(client_for, people, rooms):
    tell(people.bela.pk, "A reply to you", "/", subject=("post", rooms.closed_post.pk))
    tell(people.bela.pk, "In the open", "/", subject=("post", rooms.open_post.pk))
    client = client_for(people.bela)
    assert len(texts(client.get(INBOX))) == 2
    people.bela.standings.all().delete()
    response = client.get(INBOX)
    assert texts(response) == ["In the open"]
    assert response.context["unread_count"] == 1


def test_it_says_what_it_is_about_as_that_is_called_now(client_for, people, rooms):
    tell(people.bela.pk, "A reply to you", "/", subject=("post", rooms.closed_post.pk))
    tell(people.bela.pk, "Something else", "/")
    client = client_for(people.bela)
    assert rooms.closed_topic.title in client.get(INBOX).text
    Topic.objects.filter(pk=rooms.closed_topic.pk).update(title="Renamed <meanwhile>")
    response = client.get(INBOX)
    assert "Renamed &lt;meanwhile&gt;" in response.text
    assert [title for _, title in response.context["page"].rows] == ["", "Renamed <meanwhile>"]


def test_of_what_is_closed_to_one_by_now_not_even_the_title_is_shown(client_for, people, rooms):
    tell(people.bela.pk, "A reply to you", "/", subject=("post", rooms.closed_post.pk))
    client = client_for(people.bela)
    assert rooms.closed_topic.title in client.get(INBOX).text
    people.bela.standings.all().delete()
    page = client.get(INBOX).text
    assert rooms.closed_topic.title not in page
    assert "A reply to you" not in page


def test_only_what_is_unread_can_be_shown(client_for, people):
    tell_many(people.anna, PAGE + 5)
    Notification.objects.filter(text="News 3").update(read_at=timezone.now())
    client = client_for(people.anna)
    first = client.get(INBOX, {"show": "unread"})
    assert f"?show=unread&amp;before={first.context['page'].older}" in first.text
    second = client.get(INBOX, {"show": "unread", "before": first.context["page"].older})
    assert texts(first) + texts(second) == [
        f"News {n}" for n in reversed(range(PAGE + 5)) if n != 3
    ]
    Notification.objects.update(read_at=timezone.now())
    assert "All read" in client.get(INBOX, {"show": "unread"}).text


def test_the_count_in_the_header_costs_two_queries_at_most(people, rooms, viewer_of):
    tell_many(people.anna, 40, subject_kind="post", subject_id=rooms.closed_post.pk)
    tell_many(people.anna, 40)
    viewer = viewer_of(people.anna)
    visible_boards(viewer).count()  # its grants are looked up once a request
    with CaptureQueriesContext(connection) as queries:
        assert unread_count(viewer) == 80
    assert len(queries) <= 2


def test_what_the_gate_hides_leaves_no_hole_in_the_page(client_for, people, rooms):
    tell_many(people.nina, 5)
    tell_many(people.nina, PAGE + 10, subject_kind="post", subject_id=rooms.closed_post.pk)
    response = client_for(people.nina).get(INBOX)
    assert len(texts(response)) == 5
    assert response.context["page"].older is None


def test_marking_all_read_leaves_what_came_meanwhile(client_for, people):
    seen = tell_many(people.anna, 3)[-1]
    late = tell(people.anna.pk, "Just in", "/boards/")
    client = client_for(people.anna)
    client.post(reverse("inbox_read"), {"upto": seen.pk})
    assert list(people.anna.notifications.filter(read_at=None)) == [late]


@pytest.mark.parametrize("upto", ["", "x", "0", "9" * 30])
def test_marking_nonsense_read_marks_nothing(client_for, people, upto):
    tell_many(people.anna, 1)
    assert client_for(people.anna).post(reverse("inbox_read"), {"upto": upto}).status_code == 302
    assert people.anna.notifications.filter(read_at=None).count() == 1


def test_nobody_marks_another_s(client_for, people):
    note = tell(people.anna.pk, "For Anna", "/boards/")
    client_for(people.bela).post(reverse("inbox_read"), {"upto": note.pk})
    assert people.anna.notifications.filter(read_at=None).exists()


def test_reading_is_no_marking(client_for, people):
    tell_many(people.anna, 1)
    client = client_for(people.anna)
    client.get(INBOX)
    assert client.get(reverse("inbox_read")).status_code == 405
    assert people.anna.notifications.filter(read_at=None).exists()


def test_a_member_can_do_without_the_mail_and_take_it_up_again(client_for, people):
    client = client_for(people.anna)
    client.post(reverse("inbox_mail"), {})
    assert NoMail.objects.filter(user=people.anna).exists()
    client.post(reverse("inbox_mail"), {"mail": "on"})
    assert not NoMail.objects.exists()


@pytest.mark.parametrize("name", ["inbox", "inbox_read", "inbox_mail"])
def test_a_stranger_is_asked_to_sign_in(client_for, name):
    response = client_for().post(reverse(name))
    assert response.url.startswith(reverse("account_login"))


def test_a_full_inbox_costs_no_more_queries(client_for, people, rooms):
    client = client_for(people.anna)

    def queries():
        client.get(INBOX)
        with CaptureQueriesContext(connection) as captured:
            client.get(INBOX)
        return len(captured)

    tell_many(people.anna, 2, subject_kind="post", subject_id=rooms.open_post.pk)
    few = queries()
    tell_many(people.anna, 200, subject_kind="post", subject_id=rooms.open_post.pk)
    assert queries() == few
    assert few <= 10

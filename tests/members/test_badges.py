"""The badge beside a name: what a member is, what was checked, and when."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date

from community.members.models import Standing
from community.members.standing import badges_for, give

pytestmark = pytest.mark.django_db


def badge_of(user):
    return badges_for([user.pk])[user.pk]


CHECKED = {"checked": "GMC register, 3 May 2026"}
DOCTOR, PROFESSIONAL = Standing.Kind.DOCTOR, Standing.Kind.PROFESSIONAL
CASES = [
    (DOCTOR, CHECKED, "Verified doctor. Checked: GMC register, 3 May 2026", ""),
    (
        DOCTOR,
        CHECKED | {"specialist": True, "gp": True},
        "Verified doctor. On the Specialist Register. On the GP Register. "
        "Checked: GMC register, 3 May 2026",
        "",
    ),
    (
        DOCTOR,
        CHECKED | {"licensed": False},
        "Verified doctor, no licence. Holds no licence to practise at present. "
        "Checked: GMC register, 3 May 2026",
        "no licence",
    ),
    (
        PROFESSIONAL,
        {"checked": "HCPC register, 3 May 2026", "profession": "paramedic"},
        "Paramedic. Checked: HCPC register, 3 May 2026",
        "paramedic",
    ),
    (Standing.Kind.STUDENT, {}, "Student", "student"),
    (
        Standing.Kind.DECLARED,
        {"profession": "ward clerk"},
        "Says: ward clerk. Self-declared: nobody has checked it",
        "says: ward clerk, not checked",
    ),
]


@pytest.mark.parametrize(("kind", "marks", "title", "words"), CASES)
def test_it_says_what_was_checked(people, client_for, kind, marks, title, words):
    give(people.cara.pk, kind, actor_id=None, **marks)
    badge = badge_of(people.cara)
    assert (badge.title, badge.words) == (title, words)
    page = client_for(people.anna).get(reverse("profile", args=[people.cara.pk])).content.decode()
    for part in (badge.checked, *badge.details):
        assert part in page


def test_of_several_the_one_that_was_checked_best(people):
    for kind in (Standing.Kind.DECLARED, Standing.Kind.STUDENT, DOCTOR):
        give(people.cara.pk, kind, actor_id=None)
    assert badge_of(people.cara).kind == DOCTOR


def test_what_nobody_checked_has_no_mark(people):
    give(people.cara.pk, Standing.Kind.DECLARED, actor_id=None, profession="ward clerk")
    assert not badge_of(people.cara).is_checked


def test_a_topic_tells_on_pointing_at_the_badge(rooms, people, client_for):
    give(people.bela.pk, DOCTOR, actor_id=None, specialist=True, **CHECKED)
    page = client_for(people.anna).get(rooms.open_topic.get_absolute_url()).content.decode()
    title = badge_of(people.bela).title
    assert f'title="{title}"' in page
    assert f'<span class="vh">{title}</span>' in page


def test_what_nobody_checked_is_shown_without_the_mark(rooms, people, client_for):
    before = client_for(people.anna).get(rooms.open_topic.get_absolute_url()).text
    give(rooms.open_topic.author_id, Standing.Kind.DECLARED, actor_id=None, profession="ward <b>")
    Standing.objects.filter(user=rooms.open_topic.author_id).exclude(kind="declared").delete()
    page = client_for(people.anna).get(rooms.open_topic.get_absolute_url()).text
    assert "says: ward &lt;b&gt;, not checked</span>" in page
    assert page.count('class="verified"') == before.count('class="verified"') - 1


def test_a_page_says_until_when(people, client_for):
    ends = timezone.now() + timedelta(days=30)
    give(people.cara.pk, DOCTOR, actor_id=None, ends_at=ends, **CHECKED)
    page = client_for(people.anna).get(reverse("profile", args=[people.cara.pk])).text
    assert f"Valid until {format_date(timezone.localtime(ends), 'j F Y')}" in page


def test_one_who_only_says_so_is_shown_the_way_to_verification(people, client_for):
    page = reverse("profile", args=[people.cara.pk])
    give(people.cara.pk, Standing.Kind.DECLARED, actor_id=None, profession="ward clerk")
    assert "Your verification" in client_for(people.cara).get(page).text
    give(people.cara.pk, DOCTOR, actor_id=None, **CHECKED)
    assert "Your verification" not in client_for(people.cara).get(page).text


def test_one_query_whatever_the_number(people, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert badges_for([user.pk for user in people])

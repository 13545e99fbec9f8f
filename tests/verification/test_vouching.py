"""Verified doctors vouch for a colleague; two of them bear a claim out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from community.audit.models import Entry
from community.inbox.models import Notification
from community.lib.verdicts import Refused
from community.members.models import Standing, User
from verification import vouching
from verification.models import Claim, Evidence, Vouch

pytestmark = pytest.mark.django_db

ASK = reverse("vouches")
YES = {"knows": "on"}


@pytest.fixture
def claim(people, entry, claim_for):
    return claim_for(people.cara, proof=None)


@pytest.fixture
def make_doctor(people):
    """nina, stu and others as doctors, verified for so many days."""

    def make(user, days=100):
        Standing.objects.filter(user=user).delete()
        starts = timezone.now() - timedelta(days=days)
        Standing.objects.create(
            user=user, kind="doctor", starts_at=starts, ends_at=starts + timedelta(days=365)
        )
        return User.objects.get(pk=user.pk)

    return make


@pytest.fixture
def past(claim_for, add_entry):
    """past(user, number, *vouchers) was approved on the word of these and on `proofs`."""

    def past(user, number, *vouchers, proofs=("vouches", "work_mail")):
        made = claim_for(user, number, proof=None)
        for voucher in vouchers:
            Vouch.objects.create(claim=made, voucher=voucher)
        for proof in proofs:
            made.evidence.create(kind=proof)
        Claim.objects.filter(pk=made.pk).update(state="approved")
        return made

    return past


def shown(claim):
    return claim.evidence.filter(kind=Evidence.Kind.VOUCHES).first()


def test_two_words_bear_the_claim_out(claim, vouch, people, decide):
    version = Claim.objects.get().version
    vouch(people.anna)
    assert shown(claim) is None
    assert Claim.objects.get().version == version
    vouch(people.bela)
    assert shown(claim).detail == "two verified doctors"
    assert Claim.objects.get().version == version + 1
    assert decide(claim).outcome == "approve"


def test_the_claimant_is_told_of_each_and_not_of_whom(claim, vouch, people):
    vouch(people.anna)
    vouch(people.bela)
    told = Notification.objects.filter(user=people.cara).order_by("pk")
    assert list(told.values_list("text", flat=True)) == [vouching.ONE, vouching.ENOUGH]
    noted = Entry.objects.filter(verb="claim.vouched", about_id=claim.pk).order_by("pk")
    assert list(noted.values_list("actor_id", flat=True)) == [people.anna.pk, people.bela.pk]


def test_a_word_given_twice_is_one(claim, vouch, people):
    assert vouch(people.anna) == vouch(people.anna)
    assert shown(claim) is None


def test_a_word_taken_back_counts_no_more(claim, vouch, people, client_for, where):
    vouch(people.anna)
    vouch(people.bela)
    browser = client_for(people.bela)
    for _ in range(2):  # a second click changes nothing
        browser.post(where, {"take_back": "yes"})
    assert shown(claim) is None
    assert Vouch.objects.get().voucher == people.anna
    assert Entry.objects.filter(verb="claim.vouch_taken_back").count() == 1


@pytest.mark.parametrize("loss", ["ended", "closed", "suspended", "closed account"])
def test_the_word_of_one_who_is_no_doctor_any_more_opens_nothing(
    claim, vouch, people, decide, loss
):
    vouch(people.anna)
    vouch(people.bela)
    now = timezone.now()
    standing = Standing.objects.filter(user=people.bela)
    user = User.objects.filter(pk=people.bela.pk)
    {
        "ended": lambda: standing.update(ends_at=now),
        "closed": lambda: standing.update(closed_at=now),
        "suspended": lambda: user.update(suspended_until=now + timedelta(days=1)),
        "closed account": lambda: user.update(is_active=False),
    }[loss]()
    with pytest.raises(Refused, match="two vouches"):
        decide(claim)


def test_what_was_decided_on_stays_as_it_was(claim, vouch, people, decide):
    vouch(people.anna)
    vouch(people.bela)
    decide(claim)
    Standing.objects.filter(user=people.bela).update(closed_at=timezone.now())
    claim.refresh_from_db()
    vouching.settle(claim)
    assert shown(claim)


@pytest.mark.parametrize("who", ["dan", "nina", "stu", "moira", "vera", "adam", "eve", "cara"])
def test_no_one_but_a_verified_doctor_vouches(claim, where, people, client_for, who):
    browser = client_for(getattr(people, who))
    for response in (browser.get(where), browser.post(where, YES)):
        assert response.status_code == 403
        words = "your own link" if who == "cara" else "Only verified doctors"
        assert words in response.content.decode()
        if who != "cara":  # the name at the top of her own page
            assert str(claim) not in response.content.decode()
    assert not Vouch.objects.exists()


def test_no_one_vouches_for_themselves_though_they_renew_as_a_doctor(
    people, entry, claim_for, vouch
):
    own = claim_for(people.anna, proof=None)
    with pytest.raises(Refused, match="your own"):
        vouch(people.anna, own)


def test_a_new_doctor_waits_for_a_month(vouch, people, make_doctor):
    new = make_doctor(people.nina, days=29)
    with pytest.raises(Refused, match="30 days"):
        vouch(new)
    vouch(make_doctor(people.nina, days=31))


def test_a_renewal_is_no_new_wait(vouch, people, make_doctor):
    now = timezone.now()
    make_doctor(people.nina)
    Standing.objects.filter(user=people.nina).update(closed_at=now, closed_why="replaced")
    Standing.objects.create(user=people.nina, kind="doctor")
    vouch(people.nina)


def test_who_lost_it_and_has_it_again_waits_anew(vouch, people, make_doctor):
    make_doctor(people.nina)
    Standing.objects.update(closed_at=timezone.now(), closed_why="withdrawn")
    Standing.objects.create(user=people.nina, kind="doctor")
    with pytest.raises(Refused, match="30 days"):
        vouch(people.nina)


def test_who_lost_it_after_a_renewal_waits_anew_too(vouch, people, make_doctor):
    now = timezone.now()
    make_doctor(people.nina, days=200)
    first = Standing.objects.filter(user=people.nina)
    first.update(closed_at=now - timedelta(days=20), closed_why="replaced")
    Standing.objects.create(
        user=people.nina,
        kind="doctor",
        starts_at=now - timedelta(days=20),
        closed_at=now - timedelta(days=5),
        closed_why="withdrawn",
    )
    Standing.objects.create(user=people.nina, kind="doctor", starts_at=now - timedelta(days=1))
    with pytest.raises(Refused, match="30 days"):
        vouch(people.nina)


def test_who_renewed_after_the_end_waits_anew(vouch, people, make_doctor):
    now = timezone.now()
    make_doctor(people.nina, days=400)  # until 35 days ago
    Standing.objects.filter(user=people.nina).update(closed_at=now, closed_why="replaced")
    Standing.objects.create(user=people.nina, kind="doctor")
    with pytest.raises(Refused, match="30 days"):
        vouch(people.nina)


def test_three_in_ninety_days_are_enough(claim, vouch, people, claim_for):
    others = [claim_for(who, f"765432{n}", proof=None)
              for n, who in enumerate([people.dan, people.nina, people.stu])]  # fmt: skip
    for other in others:
        vouch(people.anna, other)
    with pytest.raises(Refused, match="as many as we take"):
        vouch(people.anna)
    Vouch.objects.filter(claim=others[0]).update(at=timezone.now() - timedelta(days=91))
    vouch(people.anna)


def test_who_came_in_by_words_alone_gives_none(vouch, people, make_doctor, past):
    nina = make_doctor(people.nina)
    past(nina, "7654321", people.anna, people.bela, proofs=["match", "vouches"])
    with pytest.raises(Refused, match="word of colleagues alone"):
        vouch(nina)


@pytest.mark.parametrize("proof", ["work_mail", "document", "sign_in"])
def test_with_another_proof_beside_it_they_do(vouch, people, make_doctor, past, proof):
    nina = make_doctor(people.nina)
    past(nina, "7654321", people.anna, people.bela, proofs=["vouches", proof])
    vouch(nina)


def test_no_one_vouches_for_one_who_vouched_for_them(vouch, people, make_doctor, past):
    nina = make_doctor(people.nina)
    past(nina, "7654321", people.cara)
    with pytest.raises(Refused, match="vouched for you"):
        vouch(nina)


def test_not_through_others_either(vouch, people, make_doctor, past):
    nina, stu = make_doctor(people.nina), make_doctor(people.stu)
    past(stu, "7654321", people.cara)
    past(nina, "7654322", stu, people.bela)
    with pytest.raises(Refused, match="vouched for you"):
        vouch(nina)
    vouch(people.bela)


def test_a_circle_of_others_has_an_end(vouch, people, make_doctor, past):
    nina, stu = make_doctor(people.nina), make_doctor(people.stu)
    past(stu, "7654321", nina)
    past(nina, "7654322", stu)
    vouch(nina)

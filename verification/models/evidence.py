from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from verification.models.claim import Claim


class Evidence(models.Model):
    """Something that bears a claim out. Levels as in the evidence ladder: E0 an inbox, E1 a match
    on the register, E2 a workplace and plausibly
    that person, E3 documents seen by a verifier."""

    class Kind(models.TextChoices):
        INBOX = "inbox", "E-mail confirmed"
        MATCH = "match", "Number and name match the register"
        WORK_MAIL = "work_mail", "Work address confirmed"
        SIGN_IN = "sign_in", "Signed in with a trusted identity"
        VOUCHES = "vouches", "Vouched for by two verified doctors"
        DOCUMENT = "document", "Photo identity and a certificate or badge seen"

    LEVELS = {
        Kind.INBOX: 0,
        Kind.MATCH: 1,
        Kind.WORK_MAIL: 2,
        Kind.SIGN_IN: 2,
        Kind.VOUCHES: 2,
        Kind.DOCUMENT: 3,
    }

    # These bear out a name and fall when the claim takes another.
    OF_A_NAME = [Kind.WORK_MAIL, Kind.SIGN_IN, Kind.VOUCHES, Kind.DOCUMENT]

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20, choices=Kind)
    detail = models.CharField(max_length=200, blank=True, help_text="Such as the address's domain")
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [models.UniqueConstraint(fields=["claim", "kind"], name="evidence_once")]

    @property
    def level(self) -> int:
        return self.LEVELS[self.Kind(self.kind)]


class WorkDomain(models.Model):
    """A domain whose addresses are given out by an employer or a university."""

    pattern = models.CharField(
        max_length=100, unique=True, help_text="nhs.net, or *.nhs.uk for all that end so"
    )
    for_work = models.BooleanField(default=True, help_text="Proves a workplace")
    for_study = models.BooleanField(default=False, help_text="Proves that someone studies")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pattern"]

    def __str__(self) -> str:
        return self.pattern


class UsedProof(models.Model):
    """An address or an identity that proved something of one account, so that it cannot of another.
    Only its fingerprint is kept."""

    class Kind(models.TextChoices):
        MAILBOX = "mailbox", "Mailbox"
        IDENTITY = "identity", "Identity"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="used_proofs")
    kind = models.CharField(max_length=10, choices=Kind)
    proof_print = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "proof_print"], name="a_proof_proves_one_account"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Vouch(models.Model):
    """A verified doctor says: I know this person, and they are the doctor they say they are."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="vouches")
    voucher = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="vouched")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "vouches"
        constraints = [
            models.UniqueConstraint(fields=["claim", "voucher"], name="one_vouch_per_doctor")
        ]

    def __str__(self) -> str:
        return f"for {self.claim}"


class Paper(models.Model):
    """A document that a member sent for a verifier's eyes. The pages lie encrypted in the store
    `papers` until the decision; what is kept after it is this row: a hash, the kind and the day."""

    class Kind(models.TextChoices):
        IDENTITY = "identity", "Photo identity"
        CERTIFICATE = "certificate", "Certificate or letter"
        BADGE = "badge", "Staff badge"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=20, choices=Kind)
    sha256 = models.CharField(max_length=64, help_text="Of the file as it was sent")
    pages = ArrayField(
        models.CharField(max_length=100), default=list, help_text="Names in the store; none left"
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    shredded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(shredded_at=None) | Q(pages=[]), name="shredded_papers_have_no_pages"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

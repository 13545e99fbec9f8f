from django.conf import settings
from django.db import models
from django.db.models import Q

from verification import sealing
from verification.models.register import Register, Status


class Claim(models.Model):
    """A member says: this number on this register is mine."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for a verifier"
        MORE = "more", "More asked for"
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn by the member"
        ENDED = "ended", "Approved once, ended since"

    class Doubt(models.TextChoices):
        """Why an approved claim is looked at again, with days of grace."""

        ADMINISTRATIVE = "administrative", "Registration lapsed for an administrative reason"
        NAME = "name", "The register has another name now"
        STATUS = "status", "The register has a status that a verifier decides on"

    LIVE = [State.WAITING, State.MORE, State.APPROVED]
    OPEN = [State.WAITING, State.MORE]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    register = models.CharField(max_length=10, choices=Register, default=Register.GMC)
    sealed_number = models.BinaryField(help_text="Normalised, then encrypted")
    number_print = models.CharField(max_length=64, help_text="Keyed fingerprint, to compare by")
    surname = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    outcome = models.CharField(
        max_length=20, blank=True, help_text="Of the match when it was made; for verifiers only"
    )
    is_disputed = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Another member had claimed this number before: two verifiers",
    )
    is_renewal = models.BooleanField(
        default=False,
        db_default=False,
        help_text="While it waits, the verification it renews holds on",
    )
    register_status = models.CharField(
        max_length=30,
        choices=Status,
        blank=True,
        db_default="",
        help_text="When last compared with the register",
    )
    doubt = models.CharField(max_length=20, choices=Doubt, blank=True, db_default="")
    doubt_until = models.DateTimeField(
        null=True, blank=True, help_text="A verification in doubt ends then unless it is settled"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Grows with every change: two verifiers never overwrite"
    )
    told_version = models.PositiveIntegerField(
        default=0, help_text="What the member was last told of: never the same twice"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "number_print"],
                condition=Q(state="approved"),
                name="one_verification_per_print",
            ),
            # The first claim holds the number; whoever comes second is a dispute.
            models.UniqueConstraint(
                fields=["register", "number_print"],
                condition=Q(
                    state__in=["waiting", "more", "approved"], is_disputed=False, is_renewal=False
                ),
                name="one_live_claim_per_print",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state__in=["waiting", "more"]),
                name="one_open_claim_per_member",
            ),
            models.UniqueConstraint(
                fields=["user", "register"],
                condition=Q(state="approved"),
                name="one_verification_per_register",
            ),
        ]
        indexes = [
            # the desk: what waits, oldest first
            models.Index(
                fields=["created_at"],
                name="claims_waiting",
                condition=Q(state__in=["waiting", "more"]),
            ),
            # the desk: who else claims this number
            models.Index(fields=["register", "number_print"], name="claims_of_print"),
            # the nightly look for doubts whose grace is over
            models.Index(
                fields=["doubt_until"],
                name="claims_in_doubt",
                condition=Q(doubt_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.surname}"

    @property
    def number(self) -> str:
        """For its owner and verifiers alone."""
        return sealing.unseal(bytes(self.sealed_number)).decode()

    def put_number(self, register: str, number: str) -> None:
        """`number` is normalised; changes nothing in the database."""
        self.register, self.sealed_number = register, sealing.seal(number.encode())
        self.number_print = sealing.fingerprint("number", register, number)


class Decision(models.Model):
    """What a verifier decided on a claim, and why."""

    class Outcome(models.TextChoices):
        APPROVE = "approve", "Approved"
        ASK = "ask", "Asked for more"
        REJECT = "reject", "Rejected"
        WITHDRAW = "withdraw", "Verification withdrawn"

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=10, choices=Outcome)
    verifier = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True, help_text="The member reads this")
    is_proposal = models.BooleanField(
        default=False,
        db_default=False,
        help_text="In a dispute: holds when a second verifier decides the same",
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.get_outcome_display()

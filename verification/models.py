from django.conf import settings
from django.db import models
from django.db.models import Q


class Register(models.TextChoices):
    """The registers we know; each has a file in registers/ with its shape and check digit."""

    GMC = "gmc", "General Medical Council"


class Status(models.TextChoices):
    """What a register says of a doctor, normalised. Anything unheard of is UNKNOWN: fail closed."""

    LICENSED = "licensed", "Registered with licence"
    PROVISIONAL = "provisional", "Provisionally registered with licence"
    TEMPORARY = "temporary", "Temporary registration with licence"
    UNLICENSED = "unlicensed", "Registered without a licence"
    PROVISIONAL_UNLICENSED = "provisional_unlicensed", "Provisionally registered without a licence"
    TEMPORARY_UNLICENSED = "temporary_unlicensed", "Temporary registration without a licence"
    SUSPENDED = "suspended", "Suspended"
    ADMINISTRATIVE = "administrative", "Not registered: administrative reason"
    RELINQUISHED = "relinquished", "Not registered: relinquished"
    EXPIRED = "expired", "Not registered: provisional registration expired"
    ERASED = "erased", "Not registered: erased"
    DECEASED = "deceased", "Not registered: deceased"
    UNKNOWN = "unknown", "Unknown"


class RegisterImport(models.Model):
    """One file that was read into the register."""

    register = models.CharField(max_length=10, choices=Register)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file")
    is_delta = models.BooleanField(default=False)
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    bad = models.PositiveIntegerField()
    unknown_statuses = models.JSONField(default=dict, help_text="Raw status to count")
    finished_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.register} {self.file_name}"


class RegisterEntry(models.Model):
    """A doctor as the register has them. Seen by verifiers only, never shown to members."""

    register = models.CharField(max_length=10, choices=Register)
    number = models.CharField(max_length=20, help_text="As text: leading zeros survive")
    surname = models.CharField(max_length=200)
    given_name = models.CharField(max_length=200, blank=True)
    other_names = models.CharField(max_length=200, blank=True)
    gender = models.CharField(max_length=1, blank=True)
    qualification = models.CharField(max_length=200, blank=True)
    qualified_year = models.PositiveSmallIntegerField(null=True)
    qualified_at = models.CharField(max_length=200, blank=True)
    provisional_date = models.DateField(null=True)
    full_date = models.DateField(null=True)
    specialist_date = models.DateField(null=True, help_text="Empty: not on the Specialist Register")
    gp_date = models.DateField(null=True, help_text="Empty: not on the GP Register")
    status = models.CharField(max_length=30, choices=Status)
    raw_status = models.CharField(max_length=200)
    fee_due_date = models.DateField(null=True)
    deanery = models.CharField(max_length=200, blank=True)
    programme = models.CharField(max_length=200, blank=True)
    imported = models.ForeignKey(RegisterImport, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "register entries"
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="one_entry_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.surname}"


class Claim(models.Model):
    """A member says: this number on this register is mine."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting for a verifier"
        MORE = "more", "More asked for"
        APPROVED = "approved", "Approved"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn by the member"
        ENDED = "ended", "Approved once, ended since"

    LIVE = [State.WAITING, State.MORE, State.APPROVED]
    OPEN = [State.WAITING, State.MORE]

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims")
    register = models.CharField(max_length=10, choices=Register, default=Register.GMC)
    number = models.CharField(max_length=20, help_text="Normalised")
    surname = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    outcome = models.CharField(
        max_length=20, blank=True, help_text="Of the match when it was made; for verifiers only"
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
                fields=["register", "number"],
                condition=Q(state="approved"),
                name="one_live_verification_per_number",
            ),
            models.UniqueConstraint(
                fields=["user", "register"],
                condition=Q(state__in=["waiting", "more", "approved"]),
                name="one_live_claim_per_member",
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
            models.Index(fields=["register", "number"], name="claims_of_number"),
        ]

    def __str__(self) -> str:
        return f"{self.given_name} {self.surname}"


class Evidence(models.Model):
    """Something that bears a claim out. Levels as in the evidence ladder: E0 an inbox, E1 a match
    on the register, E2 control of a work address, E3 documents seen by a verifier."""

    class Kind(models.TextChoices):
        INBOX = "inbox", "E-mail confirmed"
        MATCH = "match", "Number and name match the register"
        WORK_MAIL = "work_mail", "Work address confirmed"
        DOCUMENT = "document", "Documents seen"

    LEVELS = {Kind.INBOX: 0, Kind.MATCH: 1, Kind.WORK_MAIL: 2, Kind.DOCUMENT: 3}

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
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.get_outcome_display()

from django.db import models


class Register(models.TextChoices):
    """The registers we know; each has a file in registers/ with its shape and check digit."""

    GMC = "gmc", "General Medical Council"
    NMC = "nmc", "Nursing and Midwifery Council"
    GDC = "gdc", "General Dental Council"
    GPHC = "gphc", "General Pharmaceutical Council"
    HCPC = "hcpc", "Health and Care Professions Council"
    GOC = "goc", "General Optical Council"
    IMC = "imc", "Irish Medical Council"
    AHPRA = "ahpra", "Australian Health Practitioner Regulation Agency"
    NPI = "npi", "US National Provider Identifier"


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

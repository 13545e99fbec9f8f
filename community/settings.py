"""All settings, read from the environment.

ENVIRONMENT says where we are: `production` (the default: safe, and nothing is guessed),
`development` (`make setup` writes it to `.local/environment`) or `test`.
In production a missing or bad value stops the start with a sentence that names it.
"""

import json
from pathlib import Path
from urllib.parse import urlsplit

import environ
from celery.schedules import crontab
from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from community.dev import addresses
from community.lib import issuers

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / ".local"  # embedded services, development mail: never in production

environ.Env.read_env(LOCAL_DIR / "environment")  # does nothing where there is no such file
env = environ.Env()

ENVIRONMENT = env.str("ENVIRONMENT", "production")
if ENVIRONMENT not in {"production", "development", "test"}:
    raise ImproperlyConfigured(
        f"ENVIRONMENT is {ENVIRONMENT!r}; it may be production, development or test."
    )
PRODUCTION = ENVIRONMENT == "production"
DEBUG = ENVIRONMENT == "development" and env.bool("DEBUG", False)


def setting(name: str, elsewhere: str) -> str:
    """The variable `name`; outside production `elsewhere` stands in when it is not set."""
    value = env.str(name, "" if PRODUCTION else elsewhere)
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set. The site does not start in production without it; for a trial "
            "on your own machine run `make run`, which sets ENVIRONMENT=development."
        )
    return value


def whole_number(name: str, default: int, least: int = 0) -> int:
    raw = env.str(name, str(default))
    if not raw.isascii() or not raw.isdigit() or int(raw) < least:
        raise ImproperlyConfigured(f"{name} is {raw!r}; it must be a whole number from {least}.")
    return int(raw)


def numbers(name: str) -> dict[str, float]:
    raw = env.str(name, "{}")
    try:
        given = json.loads(raw)
    except ValueError:
        given = None
    if not isinstance(given, dict) or not all(type(n) in (int, float) for n in given.values()):
        raise ImproperlyConfigured(f"{name} is {raw!r}; it must be a JSON object of numbers.")
    return given


# --- Who we are -------------------------------------------------------------------------------
SITE_NAME = env.str("SITE_NAME", "Grand Round")
SITE_URL = setting("SITE_URL", "http://localhost:8000").rstrip("/")
if urlsplit(SITE_URL).scheme not in ({"https"} if PRODUCTION else {"http", "https"}):
    raise ImproperlyConfigured(f"SITE_URL is {SITE_URL!r}; it must begin with https://.")
INSTANCE_ID = env.str("INSTANCE_ID", "")  # told by /health/live, so a probe knows it found us

SECRET_KEY = setting("SECRET_KEY", "development-only-" + "not-a-secret-" * 4)
if PRODUCTION and len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is shorter than 50 characters; make a longer one.")


def fernet_keys(name: str, elsewhere: str) -> list[str]:
    """Keys, newest first, separated by commas: sealed under the first, opened under any."""
    keys = setting(name, elsewhere).split(",")
    for key in keys:
        try:
            Fernet(key)
        except ValueError:
            raise ImproperlyConfigured(
                f"{name} holds something that is no Fernet key (32 bytes, base64)."
            ) from None
    return keys


# Separate keys, so that each can be changed alone: what moderators took away; members' numbers
# and papers; and how numbers are compared without being read, which can never be changed.
SEAL_KEYS = fernet_keys("SEAL_KEYS", "ZGV2ZWxvcG1lbnQtb25seS1zZWFsLWtleS0zMmJ5dGU=")
IDENTITY_KEYS = fernet_keys("IDENTITY_KEYS", "ZGV2ZWxvcG1lbnQtb25seS1pZC1rZXktMzItYnl0ZXM=")
FINGERPRINT_KEY = setting("FINGERPRINT_KEY", "development-only-fingerprints-32-characters")
if len(FINGERPRINT_KEY) < 32:
    raise ImproperlyConfigured("FINGERPRINT_KEY is shorter than 32 characters; make a longer one.")

ALLOWED_HOSTS = [h.strip() for h in setting("ALLOWED_HOSTS", "*").split(",")]
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS may not be * in production; name the hosts.")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# --- Rooms ------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "forums",
    "moderation",
    "verification",
    "community.inbox",
    "community.members",
    "community.pipeline",
    "community.audit",
    "community.members.staff_site.StaffAdmin",  # django.contrib.admin with our front door
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "guardian",
    "django_structlog",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "community.members.middleware.viewer",
    "community.members.middleware.private_pages",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
]

ROOT_URLCONF = "community.urls"
WSGI_APPLICATION = "community.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "community.members.context.site",
                "community.inbox.context.unread",
            ],
            "builtins": [
                "community.members.templatetags.icons",
                "community.members.templatetags.words",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Where things are kept --------------------------------------------------------------------
DATABASES = {"default": env.db_url_config(setting("DATABASE_URL", addresses.database_url()))}
if "postgresql" not in DATABASES["default"]["ENGINE"]:
    raise ImproperlyConfigured(
        "DATABASE_URL must begin with postgres://; no other database will do."
    )
_options = DATABASES["default"].pop("OPTIONS", {})
for _name in ("host", "port"):  # of a socket's address, where dbshell looks for them
    if _name in _options:
        DATABASES["default"][_name.upper()] = _options.pop(_name)
# To compile a query takes PostgreSQL longer than to answer any of ours: the gate's subqueries only
# look dear.
DATABASES["default"] |= {
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": _options | {"options": "-c jit=off -c lock_timeout=5s -c statement_timeout=30s"},
}
if _test_name := env.str("TEST_DATABASE_NAME", ""):
    DATABASES["default"]["TEST"] = {"NAME": _test_name}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = setting("REDIS_URL", addresses.redis_url())
if urlsplit(REDIS_URL).scheme not in {"redis", "rediss", "unix"}:
    raise ImproperlyConfigured(f"REDIS_URL is {REDIS_URL!r}; it begins with redis:// or unix://.")
CACHES = {
    "default": {
        "BACKEND": "community.lib.caching.ForgivingCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 3},  # seconds: no request hangs because Redis does
        "KEY_PREFIX": "gr-test" if ENVIRONMENT == "test" else "gr",
    }
}

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None  # else served as they are
STATICFILES_DIRS = [BASE_DIR / "static"]
PICTURES_DIR = env.str("PICTURES_DIR", str(BASE_DIR / "var" / "pictures"))
# A prefix within the proxy that leads to PICTURES_DIR, so that nginx sends what we let pass.
PICTURES_ACCEL = env.str("PICTURES_ACCEL", "")
# What becomes of a picture when no tesseract is installed to read the words in it: `hold` lets a
# moderator look first, `show` trusts its author.
PICTURES_WITHOUT_OCR = env.str("PICTURES_WITHOUT_OCR", "hold" if PRODUCTION else "show")
if PICTURES_WITHOUT_OCR not in {"hold", "show"}:
    raise ImproperlyConfigured(
        f"PICTURES_WITHOUT_OCR is {PICTURES_WITHOUT_OCR!r}; it may be hold or show."
    )
_bucket = {
    name: env.str(f"PICTURES_S3_{name}", "")
    for name in ("BUCKET", "ENDPOINT", "ACCESS_KEY", "SECRET_KEY")
}
if any(_bucket.values()) and not all(_bucket.values()):
    raise ImproperlyConfigured(
        "Of PICTURES_S3_BUCKET, _ENDPOINT, _ACCESS_KEY and _SECRET_KEY some are set and some are "
        "not; pictures need all four, or none to lie in PICTURES_DIR."
    )
if PICTURES_ACCEL and _bucket["BUCKET"]:
    raise ImproperlyConfigured(
        "PICTURES_ACCEL leads the proxy into PICTURES_DIR, and with PICTURES_S3_BUCKET nothing is "
        "there; set one of the two."
    )
PAPERS_DIR = env.str("PAPERS_DIR", str(BASE_DIR / "var" / "papers"))  # web and workers share it
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Encrypted before they get there, and served by no address but the desk's.
    "papers": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PAPERS_DIR,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    # Served by no address but the one that asks the gate first.
    "pictures": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": _bucket["BUCKET"],
            "endpoint_url": _bucket["ENDPOINT"],
            "access_key": _bucket["ACCESS_KEY"],
            "secret_key": _bucket["SECRET_KEY"],
            "region_name": env.str("PICTURES_S3_REGION", "us-east-1"),
            "addressing_style": "path",
            "signature_version": "s3v4",
            "default_acl": None,  # the bucket's own, which is private
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }
    if _bucket["BUCKET"]
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": PICTURES_DIR,
            "base_url": None,
            "file_permissions_mode": 0o600 if not PICTURES_ACCEL else 0o640,
            "directory_permissions_mode": 0o700 if not PICTURES_ACCEL else 0o750,
        },
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
# Each client of a test is a site of its own: none of them lists all files before its first page.
WHITENOISE_AUTOREFRESH = ENVIRONMENT == "test" or DEBUG

# --- Jobs -------------------------------------------------------------------------------------
_redis = urlsplit(REDIS_URL)
CELERY_BROKER_URL = (
    f"redis+socket://{_redis.path}"
    + (f"?virtual_host={_redis.query[3:]}" if _redis.query.startswith("db=") else "")
    if _redis.scheme == "unix"
    else REDIS_URL
)
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_ENABLE_SOFT_SHUTDOWN_ON_IDLE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# The time limit stays below the visibility time-out, or a slow task would run twice at once.
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "global_keyprefix": "gr-test-jobs:" if ENVIRONMENT == "test" else "gr-jobs:",
    # A request must not hang because the broker does: the outbox is the truth, a task a nudge.
    "max_retries": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 5 if ENVIRONMENT == "test" else 30,
}
# Others than those of moderation.detectors.known.Thresholds, which says what each is for.
MODERATION_THRESHOLDS = numbers("MODERATION_THRESHOLDS")
OUTBOX_RESEND_AFTER = whole_number("OUTBOX_RESEND_AFTER", 120, least=1)  # seconds
CELERY_BEAT_SCHEDULE_FILENAME = str(LOCAL_DIR / "beat") if not PRODUCTION else "/tmp/beat"  # noqa: S108
CELERY_BEAT_SCHEDULE = {
    "watch legal notices": {
        "task": "moderation.tasks.watch_notices",
        "schedule": crontab(minute="5,25,45"),
    },
    "tend legal holds": {
        "task": "moderation.tasks.tend_holds",
        "schedule": crontab(hour="5", minute="10"),
    },
    "sweep the outbox": {
        "task": "community.pipeline.tasks.sweep",
        "schedule": float(whole_number("OUTBOX_SWEEP_EVERY", 30, least=1)),
    },
    "compare verifications with the register": {
        "task": "verification.tasks.recheck",
        "schedule": crontab(hour="1", minute="30"),
    },
    "look again at what was not edited": {
        "task": "moderation.tasks.reopen_unanswered",
        "schedule": crontab(minute="*/10"),
    },
    "sweep papers": {
        "task": "verification.tasks.sweep_papers",
        "schedule": crontab(hour="2", minute="40"),
    },
    "note the head of the record": {
        "task": "community.audit.tasks.note_head",
        "schedule": crontab(hour="4", minute="0"),
    },
    "remind of what ends": {
        "task": "verification.tasks.remind",
        "schedule": crontab(hour="7", minute="30"),
    },
    "end lapsed verifications": {
        "task": "verification.tasks.end_lapsed",
        "schedule": crontab(hour="2", minute="10"),
    },
    "forget old sessions": {
        "task": "community.members.tasks.forget_old_sessions",
        "schedule": crontab(hour="3", minute="40"),
    },
    "clear old drafts": {
        "task": "forums.tasks.clear_old_drafts",
        "schedule": crontab(hour="3", minute="30"),
    },
    "forget old invitations": {
        "task": "forums.tasks.clear_old_invitations",
        "schedule": crontab(hour="3", minute="50"),
    },
    "clear left pictures": {
        "task": "forums.tasks.clear_left_pictures",
        "schedule": crontab(hour="3", minute="10"),
    },
    "count again": {
        "task": "forums.tasks.recount",
        "schedule": crontab(hour="4", minute="20"),
    },
    "tell of overdue cases": {
        "task": "moderation.tasks.raise_alarms",
        "schedule": crontab(minute="*/5"),
    },
    "drop where answers went": {
        "task": "moderation.tasks.drop_addresses",
        "schedule": crontab(hour="3", minute="15"),
    },
    "drop what was sealed": {
        "task": "moderation.tasks.drop_sealed",
        "schedule": crontab(hour="3", minute="25"),
    },
    "publish the month": {
        "task": "moderation.tasks.publish_month",
        "schedule": crontab(hour="6", minute="10"),
    },
    "tell of new rules": {
        "task": "moderation.tasks.announce_rules",
        "schedule": crontab(hour="6", minute="20"),
    },
    "clear old outbox entries": {
        "task": "community.pipeline.tasks.clear",
        "schedule": crontab(hour="3", minute="20"),
    },
}

# --- Accounts ---------------------------------------------------------------------------------
AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "community.members.forms.JoiningForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = None  # asked: a ward PC is shared, a phone is not
# A whole hospital shares one address, so the limits that bite are those on the account ("key").
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "300/m/ip,5/5m/key",
    "signup": "120/m/ip",
    "reset_password": "120/m/ip,5/m/key",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https") else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = whole_number("TRUSTED_PROXY_COUNT", 0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_ADAPTER = "community.members.adapter.SecondFactorAdapter"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if ENVIRONMENT == "test"
    else ["django.contrib.auth.hashers.Argon2PasswordHasher"]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# A sign-in elsewhere proves something for a claim. It is never a way into an account nor makes one:
# the adapter answers before allauth would, and these say no once more.
try:
    TRUSTED_ISSUERS = issuers.read(env.str("TRUSTED_ISSUERS", "[]"), https_only=PRODUCTION)
except ValueError as _wrong:
    raise ImproperlyConfigured(f"TRUSTED_ISSUERS {_wrong}") from None
SOCIALACCOUNT_ADAPTER = "verification.adapter.ProofAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "verification.adapter.ProofProvider"}
}
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds; a person waits, and a worker with them
# Grants are read by the gate, in one query, and not through an authentication backend.
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
GUARDIAN_MONKEY_PATCH_USER = False
ANONYMOUS_USER_NAME = None

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"  # an emptied Redis signs no one out
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "forums.views.composing.stale_form"

# --- Mail -------------------------------------------------------------------------------------
if PRODUCTION:
    vars().update(env.email_url_config(setting("EMAIL_URL", "")))
elif ENVIRONMENT == "development":
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = LOCAL_DIR / "mail"  # read at /dev/mail/
else:  # for a worker that a test started; the tests themselves keep mail to look at
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
DEFAULT_FROM_EMAIL = setting("DEFAULT_FROM_EMAIL", "Grand Round <hello@grandround.test>")
EMAIL_TIMEOUT = 10  # seconds: a mail server that hangs must not hold a worker
# Where a member objects to a decision and a patient reaches us.
SAFETY_EMAIL = setting("SAFETY_EMAIL", "safety@grandround.test")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Safety -----------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: for the authenticator's QR code
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^health/"]  # probes come over plain HTTP from next door
    SECURE_PROXY_SSL_HEADER = (
        ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
    )
    SECURE_HSTS_SECONDS = whole_number("HSTS_SECONDS", 31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = ["community.uploading.InMemory"]  # never a temporary file

# --- Words and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

# --- Logs -------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "community.logs.formatter"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {
        "handlers": ["out"],
        "level": env.str("LOG_LEVEL", "INFO" if PRODUCTION else "WARNING"),
    },
}

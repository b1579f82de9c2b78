"""All settings, read once from typed environment variables that fail loudly.

MODE=demo serves over http with demo people and a pinned day; MODE=production refuses both.
"""

import datetime
from pathlib import Path
from typing import Any

import django_stubs_ext
import environs
import pghistory
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

# Lets classes of Django that are generic to the type checker alone be written with their types.
django_stubs_ext.monkeypatch()

env = environs.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "var")))

MODE = env.str("MODE", "demo")
if MODE not in {"demo", "production"}:
    raise ImproperlyConfigured(f"MODE is {MODE!r}; set it to demo or production.")
PRODUCTION = MODE == "production"

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
if PRODUCTION and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or "insecure" in SECRET_KEY.lower()):
    raise ImproperlyConfigured("SECRET_KEY is short or no random one; give production 50 random characters.")
if PRODUCTION and env.bool("DEBUG", False):
    raise ImproperlyConfigured("DEBUG shows how we are built to whoever meets a fault. Unset it in production.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
if PRODUCTION and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS takes every name; name the host that people type.")

# One idea of today: business dates read it through organisation.clock; sign-in and audit keep real time.
TODAY: datetime.date | None = env.date("TODAY", None)
if PRODUCTION and TODAY:
    raise ImproperlyConfigured("TODAY pins the clock; that is for demonstration only. Unset it in production.")
DEMO_PASSWORD = env.str("DEMO_PASSWORD", "")
if PRODUCTION and DEMO_PASSWORD:
    raise ImproperlyConfigured("DEMO_PASSWORD makes demo people; production refuses it. Unset it.")

INSTALLED_APPS = [
    "probation_planning.reports",
    "scorecard",
    "risks",
    "objectives",
    "probation_planning.history",
    "probation_planning.organisation",
    "probation_planning.ui",
    "probation_planning.organisation.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks_db",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    # What adds headers stands before whatever may answer by itself: a redirect to https, a file, a refusal.
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "probation_planning.organisation.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "probation_planning.organisation.middleware.GuardMiddleware",
    "probation_planning.organisation.form_bytes.FormBytesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "probation_planning.organisation.sessions.SeenMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "probation_planning.history.middleware.EventsMiddleware",
    "probation_planning.organisation.middleware.ContextMiddleware",
    "probation_planning.reports.middleware.SnapshotMiddleware",
    "probation_planning.organisation.ended.SignedInMiddleware",
    "probation_planning.organisation.second_factor.SecondFactorMiddleware",
    "probation_planning.organisation.middleware.ReaderMiddleware",
    "risks.middleware.FormerReferenceMiddleware",
    "objectives.middleware.FormerNumberMiddleware",
    "probation_planning.organisation.middleware.AccessMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "probation_planning.urls"
WSGI_APPLICATION = "probation_planning.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "probation_planning.organisation.context.house",
            ],
        },
    }
]
FORM_RENDERER = "probation_planning.ui.renderer.Renderer"

# Two doors to one database: the application's role, which owns nothing, and the owner's, for migrations alone.
DATABASES: dict[str, Any] = {
    "default": env.dj_db_url("DATABASE_URL", conn_max_age=3600, conn_health_checks=True),
    "owner": env.dj_db_url("DATABASE_OWNER_URL", env.str("DATABASE_URL")),
}
DATABASE_ROUTERS: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_APPEND_ONLY = True
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())

# Work that no page waits for; what is queued is two names, never content.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_USER_MODEL = "organisation.User"
SESSION_ENGINE = "probation_planning.organisation.sessions"
AUTHENTICATION_BACKENDS = ["probation_planning.organisation.sessions.Backend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "probation_planning.organisation.passwords.CommonValidator"},
    {"NAME": "probation_planning.organisation.passwords.RunValidator"},
    {"NAME": "probation_planning.organisation.passwords.NameValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "probation_planning.organisation.accounts.ClosedAdapter"
ACCOUNT_FORMS = {
    "login": "probation_planning.ui.sign_in.LoginForm",
    "change_password": "probation_planning.organisation.forms.sign_in.ChangePasswordForm",
    "reset_password": "probation_planning.organisation.forms.sign_in.ResetPasswordForm",
    "reset_password_from_key": "probation_planning.ui.sign_in.ResetPasswordKeyForm",
    "reauthenticate": "probation_planning.ui.sign_in.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Guesses are counted by organisation.guesses; besides, allauth lets one address on the network try 30 times a minute.
ACCOUNT_RATE_LIMITS: dict[str, Any] = {
    "login_failed": None,
    "change_password": None,
    "reauthenticate": None,
    "reset_password": "20/m/ip",
}
# How many of our own proxies write X-Forwarded-For; with none the header is anybody's word and counts for nothing.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
# Single sign-on by OpenID Connect, off without an issuer. OIDC_SECOND_FACTOR: values of the ID token's `amr` that stand
# for a second factor of the provider's; with none our own is asked for all the same.
OIDC_ISSUER = env.str("OIDC_ISSUER", "").rstrip("/")
OIDC_NAME = env.str("OIDC_NAME", "your organisation’s account")
OIDC_SECOND_FACTOR: list[str] = env.list("OIDC_SECOND_FACTOR", [])
if PRODUCTION and OIDC_ISSUER and not OIDC_ISSUER.startswith("https://"):
    raise ImproperlyConfigured("OIDC_ISSUER does not begin with https://; a provider is only trusted over TLS.")
SOCIALACCOUNT_ADAPTER = "probation_planning.organisation.single_sign_on.SocialAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "provider_class": "probation_planning.organisation.single_sign_on.Provider",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "oidc",
                "name": OIDC_NAME,
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("account_login")
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if PRODUCTION else "http"
# A session ends after so long without a request, and after twelve hours whatever happens.
SESSION_IDLE = datetime.timedelta(minutes=env.int("SESSION_IDLE_MINUTES", 30))
SESSION_COOKIE_AGE = 12 * 60 * 60
PASSWORD_RESET_TIMEOUT = 60 * 60
# Former secret keys, with which second factors may still be encrypted.
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])

# The second factor of officers, administrators and staff; others may have one.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", PRODUCTION)
MFA_ADAPTER = "probation_planning.organisation.second_factor.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "probation_planning.organisation.forms.sign_in.CodeForm",
    "authenticate_webauthn": "probation_planning.organisation.forms.sign_in.PasskeyForm",
    "reauthenticate": "probation_planning.organisation.forms.sign_in.CodeAgainForm",
    "reauthenticate_webauthn": "probation_planning.organisation.forms.sign_in.PasskeyAgainForm",
    "activate_totp": "probation_planning.organisation.forms.sign_in.ActivateForm",
    "add_webauthn": "probation_planning.organisation.forms.sign_in.AddPasskeyForm",
    "edit_webauthn": "probation_planning.organisation.forms.sign_in.RenamePasskeyForm",
}

if PRODUCTION:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
    EMAIL_PORT = env.int("EMAIL_PORT", 25)
    EMAIL_TIMEOUT = 10
    DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "webmaster@localhost")
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
# Without a mail server addresses are shown to be copied. A demonstration's mail goes to files.
CAN_MAIL = not PRODUCTION or bool(env.str("EMAIL_HOST", ""))
# Where links in mail lead.
SITE_ADDRESS = env.str("SITE_ADDRESS", "")
if not SITE_ADDRESS:
    host = next(iter(ALLOWED_HOSTS), "localhost").lstrip(".")
    SITE_ADDRESS = f"https://{host}" if PRODUCTION else f"http://localhost:{env.int('PORT', 8000)}"
if PRODUCTION and not SITE_ADDRESS.startswith("https://"):
    raise ImproperlyConfigured(f"SITE_ADDRESS is {SITE_ADDRESS!r}; links in mail must begin with https://.")

# Cookies, transport and headers.
KNOWN_COOKIE_NAME = "__Host-known" if PRODUCTION else "known"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "probation_planning.organisation.errors.forgery"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    MESSAGE_STORAGE = "probation_planning.organisation.cookies.HostMessages"
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    if proxy_header := env.str("SECURE_PROXY_HEADER", ""):
        SECURE_PROXY_SSL_HEADER = (proxy_header, "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form that leads to the provider is sent on there.
        "form-action": [SELF, *env.list("OIDC_FORM_ACTION", [OIDC_ISSUER] if OIDC_ISSUER else [])],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in [
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
        "xr-spatial-tracking",
    ]
}

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "var" / "assets"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

SECURITY_CONTACT = env.str("SECURITY_CONTACT", "security@localhost")

LANGUAGE_CODE = "en-gb"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Europe/London"

CRISPY_ALLOWED_TEMPLATE_PACKS = ("ui/crispy",)
CRISPY_TEMPLATE_PACK = "ui/crispy"
CRISPY_FAIL_SILENTLY = False
DJANGO_TABLES2_TEMPLATE = "ui/table.html"

DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# A whole form: one file of 10 MB (evidence) and the words beside it.
LARGEST_FORM = 12 * 1024 * 1024

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "probation_planning.organisation.logs.JsonFormatter"},
        "line": {
            "()": "probation_planning.organisation.logs.LineFormatter",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if PRODUCTION else "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    "loggers": {
        # Django would mail errors with the values of every frame.
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # SQL with its values, at any level.
        "django.db.backends": {"level": "WARNING"},
        "probation_planning.security": {"level": "INFO" if PRODUCTION else env.str("LOG_LEVEL", "WARNING")},
    },
}

"""Settings of Django and its packages that are the same in every installation."""

from typing import Any

from csp import constants as csp

ROOT_URLCONF = "infra.web.urls"
SOAP_URLCONF = "infra.web.soap_urls"
WSGI_APPLICATION = "infra.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

## Apps

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "infra",
    "infra.outbox",
    # Before the register: its POST /api/v1/actors stands at the address of the register's list.
    "testbed.runs",
    "base_registers",
    "far",
    "formedlare",
    "print_supplier",
    "webhooks",
    "sender",
    "sender.print_files",
    "sender.office",
    "mailbox_operator",
    "mailbox_ui",
    "console",
    "testbed",
    "testbed.documents",
    "testbed.agents",
    "testbed.refusals",
    "testbed.checks",
    "testbed.messages",
    "testbed.waiting",
    "testbed.faults",
    "testbed.clock",
    "testbed.timing",
    "testbed.steering",
    "testbed.snapshots",
    "testbed.journal",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "infra.soap.http_binding.wrong_address.FaultAtWrongAddress",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "infra.web.middleware.compression.TextCompressionMiddleware",
    "infra.web.middleware.unstorable_characters.UnstorableCharactersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mailbox_ui.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "infra.web.access.authors.ActingMiddleware",
    "infra.web.middleware.labels.LabelMiddleware",
    "mailbox_ui.access.page_owner.PageOwnerMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [csp.NONE],
        "script-src": [csp.SELF],
        "style-src": [csp.SELF],
        "img-src": [csp.SELF, "data:"],
        "font-src": [csp.SELF],
        "connect-src": [csp.SELF],
        "frame-src": [csp.SELF],
        "frame-ancestors": [csp.SELF],
        "form-action": [csp.SELF],
        "base-uri": [csp.NONE],
    }
}
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    # There are no accounts: infra/web/access/console_access.py decides which requests are allowed.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Mina meddelanden-simulatorn",
    "DESCRIPTION": "What became of each letter, the relay's lanes, the senders' rules, and webhooks. docs/api.md "
    "has examples. With MM_CONSOLE_PASSWORD set, the password is demanded: by HTTP Basic with any user name, or "
    "as a bearer token. Errors are problem details (RFC 9457), in Swedish and English. With X-MM-Label a call is "
    "within a test run: its lists show the run's own and what no run made.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "GET_LIB_DOC_EXCLUDES": "infra.rest.documentation.classes_without_description",
    "COMPONENT_SPLIT_REQUEST": True,
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "basic": {"type": "http", "scheme": "basic", "description": "Any user name, and the password"},
            "bearer": {"type": "http", "scheme": "bearer", "description": "The password"},
        }
    },
    "SECURITY": [{"basic": []}, {"bearer": []}, {}],
    "ENUM_NAME_OVERRIDES": {
        "RolesEnum": ["sender", "dispatcher", "supplier"],
        "RoleNameEnum": ["sender", "dispatcher", "supplier", "relay", "operator"],
        "ActorStateEnum": ["connected", "suspended"],
        "ActorEventKindEnum": "far.models.ActorEvent.Kind",
        "MailboxUseKindEnum": "far.models.MailboxUse.Kind",
        "AuthorOriginEnum": ["console", "rest", "command", "start"],
        "OriginEnum": "formedlare.models.Distribution.Origin",
        "CertificateStateEnum": ["valid", "not_yet_valid", "expired", "revoked"],
        "LegStateEnum": "formedlare.models.Leg.State",
        "OfficeReplyKindEnum": "sender.office.models.OfficeReply.Kind",
        "DeliveryKindEnum": "formedlare.models.Distribution.Kind",
        "WebhookEventStateEnum": "webhooks.models.OutboxEvent.State",
        "ChannelEnum": "formedlare.models.channel.Channel",
        "CompanyFormEnum": "base_registers.models.Company.Form",
        "SignatureFormEnum": "mailbox_ui.api.serializers.FORMS",
        "PersonStateEnum": "base_registers.api.people_serializers.STATES",
        "GuardianshipKindEnum": "base_registers.models.Guardianship.Kind",
        "SignatoryRuleKindEnum": "base_registers.models.SignatoryRule.Kind",
        "ConsentStateEnum": "far.models.Consent.State",
        "ConsentBeginningEnum": "far.api.consents.serializers.BEGINNINGS",
        "ConsentLevelEnum": "far.models.Consent.Level",
        "RemovalFlagStateEnum": "far.models.RemovalFlag.State",
        "RemovalFlagKindEnum": "far.models.RemovalFlag.Kind",
        "RemovalFlagReasonEnum": "far.models.RemovalFlag.Reason",
        "AccountTypeEnum": "far.models.Account.Type",
        "WebhookEventTypeEnum": "webhooks.models.EventType",
        "AnnouncementStateEnum": "infra.outbox.models.OutgoingMessage.State",
    },
}

## Database

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: a delivery that was answered survives a power cut. 4,000 pages are 16 MB. With 1,000,
    # SQLite's default, the same pages of indexes were copied into the database four times as often.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-2000; PRAGMA temp_store=MEMORY;"
    ),
}
POSTGRESQL_OPTIONS = {
    # Values are sent beside the SQL, and contents as bytes: a letter within the SQL is twice as long, and the
    # server must parse it. Statements that are sent often are prepared.
    "server_side_binding": True,
    "prepare_threshold": 5,
}

## Queue

CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
# A sweeper finds the rows after a lost wake-up, so sending one must fail soon and not wait long.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Celery would close the connection to the database before and after each task: infra/queue/connections.py.
CELERY_DB_REUSE_MAX = 1 << 62
CELERY_TIMEZONE = "UTC"

## Language and time

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "Svenska"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"

## E-mail out

EMAIL_TIMEOUT = 10

## Pages

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "infra.web.assets.static_files.StaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("jpg", "png", "woff2", "map")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"

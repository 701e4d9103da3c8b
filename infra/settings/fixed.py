"""Settings of Django and its packages that are the same in every installation."""

from typing import Any

from csp.constants import NONE, SELF

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
    "infra.soap.wrong_address.FaultAtWrongAddress",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "infra.web.compression.TextCompressionMiddleware",
    "infra.web.unstorable_characters.UnstorableCharactersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mailbox_ui.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "infra.web.authors.ActingMiddleware",
    "infra.web.labels.LabelMiddleware",
    "mailbox_ui.access.page_owner.PageOwnerMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
    }
}
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    # There are no accounts: infra/web/console_access.py decides which requests are allowed.
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Mina meddelanden-simulatorn",
    "DESCRIPTION": "What became of each letter, the relay's lanes, the senders' rules, and webhooks. docs/api.md "
    "has examples. With MM_CONSOLE_PASSWORD set, the password is demanded: by HTTP Basic with any user name, or "
    "as a bearer token. Errors are problem details (RFC 9457), in Swedish and English.",
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

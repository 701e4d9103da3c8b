"""Examples of consents in the OpenAPI description. Each is accepted as it stands."""

from typing import Final

from drf_spectacular.utils import OpenApiExample

GIVE: Final = OpenApiExample(
    "Nils lets Sofia read",
    {"account": "194501103297", "holder": "199201012383", "level": "ConsentReadExtendUnread"},
    description="Sofia is asked: over SOAP with accept, here with /accept.",
    request_only=True,
)
GIVE_AT_ONCE: Final = OpenApiExample(
    "In force at once, for a while",
    {
        "account": "195101151818",
        "holder": "199201012383",
        "level": "ConsentManage",
        "ends_on": "2099-12-31",
        "state": "Active",
    },
    request_only=True,
)
PREPARE: Final = OpenApiExample(
    "To be signed",
    {
        "account": "165560000019",
        "holder": "199201012383",
        "level": "ConsentManage",
        "state": "SigningIncomplete",
    },
    description="registerConsent signs it, and it keeps its level and last day.",
    request_only=True,
)
CHANGE: Final = OpenApiExample("More, without end", {"level": "ConsentManage", "ends_on": None}, request_only=True)
END: Final = OpenApiExample("By the owner", {"side": "owner"}, request_only=True)
USE: Final = OpenApiExample(
    "A guardian opened the mailbox",
    {"account": "194501103297", "person": "196401053076", "kind": "OpenedMailbox", "operator": "162021009002"},
    request_only=True,
)

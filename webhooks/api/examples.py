"""Examples of subscriptions in the OpenAPI description."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample

_WANTED: Final[dict[str, Any]] = {
    "url": "https://example.org/hook",
    "sender": "162021004748",
    "events": ["delivered", "printed", "failed"],
    "active": False,
}

SUBSCRIBE: Final = OpenApiExample(
    "Kommun A's letters",
    _WANTED,
    description="example.org only shows the form, and is sent nothing since `active` is false: write your own "
    "receiver's address and leave `active` out. One on the same machine, http://localhost:9000/hook, needs "
    "MM_WEBHOOK_ALLOWED=localhost:9000.",
    request_only=True,
)
PAUSE: Final = OpenApiExample("Pause", {"active": False}, request_only=True)
SUBSCRIBED: Final = OpenApiExample(
    "Kommun A's letters",
    {
        "subscription_id": "e5ef8fb2-62fb-4a2d-a414-cb05a025bbf2",
        **_WANTED,
        "label": "",
        "created_at": "2026-11-24T09:58:32.830589+01:00",
        "failures": 0,
        "retry_at": None,
        "average_ms": 0,
        "last_success_at": None,
        "last_problem": "",
        "secret": "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    },
    response_only=True,
    status_codes=["201"],
)

"""How deliveries look in the description of the interface: one letter to Maria, delivered."""

from typing import Any, Final

from drf_spectacular.utils import OpenApiExample

_DELIVERY: Final[dict[str, Any]] = {
    "distribution_id": "c51550e9-bca8-44cc-8e28-80196d8d3b07",
    "kind": "secure",
    "origin": "soap",
    "sender": "162021004748",
    "sender_name": "Kommun A",
    "reference": "",
    "correlation_id": "",
    "label": "",
    "trace": "6ce80f6bd2df7607dd1b5ff3a922210d",
    "received_at": "2026-11-24T09:58:32.830589+01:00",
}
_LEG: Final[dict[str, Any]] = {
    "recipient": "198101052382",
    "state": "delivered",
    "channel": "mina_meddelanden",
    "operator": "minmyndighetspost.se",
    "attempts": 1,
    "reason": "",
    "received_at": "2026-11-24T09:58:32.830589+01:00",
    "finished_at": "2026-11-24T09:58:33.435165+01:00",
}
_HISTORY: Final[dict[str, Any]] = {
    **_LEG,
    "address": "https://localhost:8443/webservice/accao/Service/v3",
    "lane": None,
    "rule": "Personer: Mina meddelanden, annars brev",
    "passed_over": [],
    "trans_id": "f3589fca-0508-4f30-b8d7-aa27a24beebf",
    "notified_by": [],
    "deadline": "2026-11-25T09:58:32.830589+01:00",
    "next_try_at": None,
    "waits_for": None,
    "paper": None,
    "events": [
        {
            "at": "2026-11-24T09:58:33.435165+01:00",
            "state": "delivered",
            "channel": "mina_meddelanden",
            "where": "minmyndighetspost.se",
            "swedish": "Levererad",
            "english": "Delivered",
            "code": None,
            "duration_ms": 142,
        }
    ],
}

PAGE: Final = OpenApiExample(
    "One letter, delivered",
    {"results": [{**_DELIVERY, "states": {"delivered": 1}, "legs": [_LEG]}], "next": None},
    response_only=True,
)
WHOLE: Final = OpenApiExample(
    "A letter, delivered",
    {
        **_DELIVERY,
        "caller": "162021004748",
        "protection_class": 2,
        "size": 61_234,
        "warnings": [],
        "deadline": "2026-11-25T09:58:32.830589+01:00",
        "legs": [_HISTORY],
    },
    response_only=True,
)

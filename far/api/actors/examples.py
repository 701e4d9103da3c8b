"""Examples of actors in the OpenAPI description. Each is accepted as it stands."""

from typing import Final

from drf_spectacular.utils import OpenApiExample

SENDER: Final = OpenApiExample(
    "Let me send",
    {"name": "Region Exempel", "roles": ["sender", "dispatcher"], "certificate": {}},
    description="The answer has the certificate and its key. Letters can be sent with them at once.",
    request_only=True,
)
SUPPLIER: Final = OpenApiExample(
    "An operator under development",
    {
        "name": "Brevoperatören AB",
        "roles": ["supplier"],
        "supplier": {
            "domain": "brevoperatoren.example",
            "service_address": "https://localhost:9443/Service/v3",
            "ui_address": "https://localhost:9443/",
        },
        "certificate": {},
        "reason": "Prov av en ny operatör",
    },
    request_only=True,
)
ANY: Final = OpenApiExample("Any organisation, to send at once", {"certificate": {}}, request_only=True)
CHANGE: Final = OpenApiExample(
    "Another name", {"name": "Kommun A (nytt namn)", "reason": "Kommunen har bytt namn"}, request_only=True
)
SUSPEND: Final = OpenApiExample("Suspend", {"reason": "Prov av en avstängd avsändare"}, request_only=True)
RESUME: Final = OpenApiExample("Resume", {"reason": "Provet är klart"}, request_only=True)
DISCONNECT: Final = OpenApiExample("Disconnect", {"reason": "Övningen är slut"}, request_only=True)

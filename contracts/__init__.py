"""The contracts: the messages that the infrastructure's services exchange.

`documents/` holds the schemas, `catalogue` the services and their operations, `_generated/` the typed
messages: `from contracts import service_v3`, then `service_v3.DeliverSecure`.
"""

from contracts._generated import (
    authority,
    authority_service,
    common,
    common_v3,
    company_register,
    dispatcher,
    message,
    message_v2,
    message_v3,
    notification,
    notification_v2,
    notification_v3,
    official_matter_v3,
    population_register,
    receipt,
    recipient,
    recipient_v2,
    recipient_v3,
    reply,
    sender,
    service,
    service_v2,
    service_v3,
    xmldsig,
)

__all__ = [
    "authority",
    "authority_service",
    "common",
    "common_v3",
    "company_register",
    "dispatcher",
    "message",
    "message_v2",
    "message_v3",
    "notification",
    "notification_v2",
    "notification_v3",
    "official_matter_v3",
    "population_register",
    "receipt",
    "recipient",
    "recipient_v2",
    "recipient_v3",
    "reply",
    "sender",
    "service",
    "service_v2",
    "service_v3",
    "xmldsig",
]

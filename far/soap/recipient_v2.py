"""The service Recipient, version 2: operations of version 1, and those that version 3 has from it."""

from far.soap import recipient_v1
from infra.soap.endpoint import Endpoint

recipient_v2 = Endpoint("Recipient/v2")

for operation in (
    recipient_v1.is_reachable,
    recipient_v1.is_registered,
    recipient_v1.register,
    recipient_v1.deregister,
):
    recipient_v2.operation(operation)

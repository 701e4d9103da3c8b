"""The service Recipient, version 2: seven operations of version 1, and seven that version 3 has from it."""

from far.soap import recipient, recipient_v1
from infra.soap.endpoint import Endpoint

recipient_v2 = Endpoint("Recipient/v2")

for as_in_version_1 in (
    recipient_v1.is_registered,
    recipient_v1.is_reachable,
    recipient_v1.register,
    recipient_v1.deregister,
    recipient_v1.get_pending_account_request,
    recipient_v1.delete_pending_account_request,
    recipient_v1.get_account_preferences,
):
    recipient_v2.operation(as_in_version_1)
for as_in_version_3 in (
    recipient.store_account_preferences,
    recipient.get_pending_account_preferences,
    recipient.delete_pending_account_preferences,
    recipient.change_service_supplier,
    recipient.get_pending_change_service_supplier,
    recipient.delete_pending_change_service_supplier,
    recipient.is_authorized_signer,
):
    recipient_v2.operation(as_in_version_3)

"""The service Recipient, version 2."""

from infra.soap.endpoint import Endpoint

recipient_v2 = Endpoint("Recipient/v2")

"""The service Recipient, version 1."""

from infra.soap.endpoint import Endpoint

recipient_v1 = Endpoint("Recipient")

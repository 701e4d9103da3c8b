"""The service Consent, which has no version in its address."""

from infra.soap.endpoint import Endpoint

consent = Endpoint("Consent")

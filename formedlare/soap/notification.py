"""Notification v3: its contract is served; its operations are not built yet and say so."""

from infra.soap.endpoint import Endpoint

notification = Endpoint("Notification/v3")

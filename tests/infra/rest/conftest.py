"""REST is tried on the relay's addresses."""

from tests.formedlare.api.conftest import Api, api, delivery

__all__ = ["Api", "api", "delivery"]

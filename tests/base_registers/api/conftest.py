"""The registers over REST, with the demo world in them."""

import pytest
from django.test import Client

from tests.formedlare.api.conftest import Api


@pytest.fixture
def api(client: Client, world: None) -> Api:
    return Api(client)

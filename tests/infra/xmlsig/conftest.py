"""Keys are made once: two seconds of arithmetic that no test is about."""

import pytest
from lxml import etree

from infra.xmlsig import sign_element
from tests.infra.xmlsig.letters import V1, V3, Everyone, Signer, delivery, on_the_wire, sealed_letter


@pytest.fixture(scope="session")
def sender() -> Signer:
    return Signer.of("162021004748", "kommun-a")


@pytest.fixture(scope="session")
def relay() -> Signer:
    return Signer.of("162021003898", "kommun-b")


@pytest.fixture
def everyone() -> Everyone:
    return Everyone()


@pytest.fixture
def letter(sender: Signer, relay: Signer) -> etree._Element:
    """A flawless letter as its receiver finds it."""
    return on_the_wire(sealed_letter(sender, relay))


@pytest.fixture
def old_letter(sender: Signer, relay: Signer) -> etree._Element:
    """The same in version 1."""
    return on_the_wire(sealed_letter(sender, relay, V1), V1)


@pytest.fixture
def letter_with_ids(sender: Signer, relay: Signer) -> etree._Element:
    """The sender's signature refers to the Id of its SignedDelivery."""
    return on_the_wire(sealed_letter(sender, relay, V3, identity="signed-1"))


@pytest.fixture
def signed(sender: Signer) -> etree._Element:
    """A delivery with its sender's signature, sealed by nobody yet."""
    return sign_element(delivery(), sender.key, sender.certificate)

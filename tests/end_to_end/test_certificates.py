"""Who may call: certificates of every kind, presented over real mutual TLS."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from infra.identity import OrganisationNumber
from infra.pki import files, store
from infra.pki.issuing import issue
from infra.pki.issuing.issue import Authority
from infra.pki.store import Identity
from tests.cast import SERVICE, Sender
from tests.end_to_end.conftest import identity
from tests.end_to_end.wire import Post, Store
from tests.infra.supervisor.simulator import Simulator

CRL = "http://localhost/pki/crl"
COUNTRY = x509.NameAttribute(NameOID.COUNTRY_NAME, "SE")
TITLE = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Kommun A")
NUMBER = x509.NameAttribute(NameOID.SERIAL_NUMBER, "162021004748")
COMMON = x509.NameAttribute(NameOID.COMMON_NAME, "notarealhost.kommun-a.se")
SHORT, DASHED = (x509.NameAttribute(NameOID.SERIAL_NUMBER, text) for text in ("2021004748", "202100-4748"))


def subject(*groups: list[x509.NameAttribute[str]]) -> x509.Name:
    return x509.Name([x509.RelativeDistinguishedName(group) for group in groups])


def issued(folder: Path, name: x509.Name, authority: Authority) -> Identity:
    key = issue.new_key()
    certificate = issue.client_certificate(authority, key, name, crl_url=CRL)
    files.write_identity(folder, key, certificate, [authority.certificate])
    return who(folder)


def who(folder: Path) -> Identity:
    """As `store.read`, for subjects of every shape."""
    certificate, *chain = files.read_certificates(folder / "client.pem")
    kommun_a = OrganisationNumber("162021004748")
    key = files.read_key(folder / "client.key")
    return Identity(folder.name, "Kommun A", kommun_a, key, certificate, tuple(chain), str(folder))


def self_signed(folder: Path, name: x509.Name) -> Identity:
    key = issue.new_key()
    named = Authority(issue.root_authority(key, "unused").certificate, key)
    like_itself = Authority(issue.client_certificate(named, key, name, crl_url=CRL), key)
    files.write_identity(folder, key, issue.client_certificate(like_itself, key, name, crl_url=CRL), [])
    return who(folder)


def authority_of_the_same_name() -> Authority:
    root = issue.root_authority(issue.new_key(), store.ROOT_NAME)
    return issue.issuing_authority(root, issue.new_key(), store.ISSUING_NAME)


@dataclass(frozen=True)
class Door:
    """Where a flawless letter is delivered over somebody's connection."""

    sender: Sender
    kept: Store
    post: Post

    def turns_away(self, caller: Identity | None, code: int = 3) -> str:
        """Refuses without a trace, and says why."""
        before = self.kept.rows()
        reply = self.post(SERVICE, self.sender.letter().request, caller)
        assert (reply.status, reply.fault.code) == (500, code)
        assert self.kept.rows() == before
        return reply.fault.description


@pytest.fixture
def door(kommun_a: Sender, kept: Store, post: Post) -> Door:
    return Door(kommun_a, kept, post)


def test_without_a_certificate(door: Door) -> None:
    reason = door.turns_away(None)
    assert "saknar klientcertifikat" in reason
    assert "var/pki/clients/kommun-a/client.pem" in reason


@pytest.mark.parametrize(
    ("name", "words"),
    [("utgangen", ("gick ut", "Beställ ett nytt", "expired on")), ("aterkallad", ("är spärrat", "is revoked"))],
)
def test_one_that_no_longer_holds(door: Door, simulator: Simulator, name: str, words: tuple[str, ...]) -> None:
    reason = door.turns_away(identity(simulator, name))
    assert [word for word in words if word not in reason] == []


def test_one_that_is_signed_by_itself(door: Door, tmp_path: Path) -> None:
    reason = door.turns_away(self_signed(tmp_path, door.sender.identity.certificate.subject))
    assert "är signerat av sig självt" in reason
    assert "var/pki/trusted" in reason


def test_one_of_another_authority_that_has_the_same_name(door: Door, tmp_path: Path) -> None:
    name = door.sender.identity.certificate.subject
    reason = door.turns_away(issued(tmp_path, name, authority_of_the_same_name()))
    assert f"i simulatorns namn (CN={store.ISSUING_NAME}," in reason
    assert "troligen före en make reset" in reason


def test_one_of_an_authority_that_nobody_knows(door: Door, tmp_path: Path) -> None:
    stranger = issue.root_authority(issue.new_key(), "Another CA")
    reason = door.turns_away(issued(tmp_path, door.sender.identity.certificate.subject, stranger))
    assert "CN=Another CA" in reason
    assert "inte litar på" in reason


def test_one_of_an_organisation_that_is_no_actor(door: Door, simulator: Simulator) -> None:
    assert "165569999054" in door.turns_away(identity(simulator, "obehorig"), code=5002)


@pytest.mark.parametrize("number", [[], [SHORT], [DASHED], [NUMBER, NUMBER]], ids=str)
def test_one_without_the_organisations_whole_number(
    door: Door, simulator: Simulator, tmp_path: Path, number: list[x509.NameAttribute[str]]
) -> None:
    name = subject([COUNTRY], [TITLE], [COMMON], *([one] for one in number))
    reason = door.turns_away(issued(tmp_path, name, store.load_issuing_authority(simulator.folder / "pki")))
    assert "16 följt av organisationsnumret" in reason


@pytest.mark.parametrize(
    "name",
    [
        subject([COUNTRY], [TITLE], [NUMBER, COMMON]),
        subject([COMMON, NUMBER, TITLE, COUNTRY]),
        subject([NUMBER], [COMMON], [TITLE], [COUNTRY]),
        subject([COMMON], [NUMBER]),
    ],
    ids=lambda name: name.rfc4514_string(),
)
def test_the_number_may_stand_anywhere_in_the_subject(
    door: Door, simulator: Simulator, tmp_path: Path, name: x509.Name
) -> None:
    caller = issued(tmp_path, name, store.load_issuing_authority(simulator.folder / "pki"))
    letter = door.sender.letter(signer=caller, relay=caller)
    assert door.post(SERVICE, letter.request, caller).delivered

"""The seeded actors: senders, relays and mailbox operators, well-behaved and not.

Source: the fixed names of the project's interface; organisation numbers from infra.pki.store.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from infra.pki import store
from testbed.operators import faulty_tls
from testbed.operators.behaviours import Behaviour

KOMMUN_A, KOMMUN_B, RELAY, BANK = "kommun-a", "kommun-b", "formedlaren", "exempelbanken"

SENDERS = {KOMMUN_A: "Kommun A", KOMMUN_B: "Kommun B", BANK: "Exempelbanken AB"}
PRIVATE_SENDERS = frozenset({BANK})
"""The others are of the public sector."""
RELAYS = {
    KOMMUN_A: ("Kommun A", [KOMMUN_A]),
    KOMMUN_B: ("Kommun B", [KOMMUN_B]),
    BANK: ("Exempelbanken AB", [BANK]),
    RELAY: ("Simulatorns förmedlare", [KOMMUN_A, KOMMUN_B]),
}
"""The name, and the senders that each may send for. Neither municipality is approved for the other."""


OFFICE_SENDERS = {"handlaggare@kommun-a.example": KOMMUN_A, "handlaggare@kommun-b.example": KOMMUN_B}
"""Addresses that the office gateway takes mail from, each with the folder of the key that signs."""


@dataclass(frozen=True)
class Supplier:
    """A mailbox operator in the register."""

    name: str
    service_path: str
    organisation: str = ""
    """Empty: the number that its certificate has."""

    @property
    def number(self) -> str:
        return self.organisation or store.organisation_number(self.name)


OPERATORS = {
    "minmyndighetspost.se": ("Min myndighetspost", True),
    "kivra.com": ("Kivra", False),
    "digimail.se": ("Digimail", False),
}
"""The well-behaved: display name, and whether mail comes from the public sector only."""

LATE, STRICT = "kvicknar.example", "strang.example"
OWN_RECEPTION: Final = "post.norrverken.example"
"""A company that takes its letters at an endpoint of its own."""
WITH_MAILBOXES = OPERATORS | {
    LATE: ("Brevlådan som kvicknar till", False),
    STRICT: ("Den stränga brevlådan", False),
    OWN_RECEPTION: ("Norrverken AB:s egen mottagning", False),
}
"""The same of all that keep what they take."""

DOWN, REFUSING, SLOW, FAULTY = "driftstopp.example", "nekar.example", "seg.example", "felar.example"
BREAKING, GARBAGE = "bryter.example", "skrap.example"
CERTIFICATES: Final[Mapping[Behaviour, str]] = {
    Behaviour.EXPIRED_CERTIFICATE: "utgangen.example",
    Behaviour.WRONG_HOST: "felvard.example",
    Behaviour.UNTRUSTED_CERTIFICATE: "otrodd.example",
    Behaviour.REVOKED_CERTIFICATE: "aterkallad.example",
}
"""Operators with a server certificate that is to be refused."""

BEHAVIOURS: Final[Mapping[str, Behaviour]] = {
    REFUSING: Behaviour.NOT_DELIVERED,
    SLOW: Behaviour.SLOW,
    FAULTY: Behaviour.FAULTING,
    BREAKING: Behaviour.BREAKING_OFF,
    GARBAGE: Behaviour.GARBAGE,
    LATE: Behaviour.SLOW_THEN_WELL,
    STRICT: Behaviour.STRICT,
}
"""Of the operators that have addresses here and do not only take letters."""

SUPPLIERS = [
    Supplier("minmyndighetspost.se", "Service/v3"),
    Supplier("kivra.com", "operators/kivra.com/Service/v3"),
    Supplier("digimail.se", "operators/digimail.se/Service/v3"),
    # No host can have this name (RFC 6761), so the promise hangs on no port of any machine.
    Supplier(DOWN, "https://driftstopp.invalid/webservice/accao/Service/v3", "165569999005"),
    Supplier(REFUSING, f"operators/{REFUSING}/Service/v3", "165569999013"),
    Supplier(SLOW, f"operators/{SLOW}/Service/v3", "165569999021"),
    Supplier(FAULTY, f"operators/{FAULTY}/Service/v3", "165569999039"),
    Supplier(BREAKING, f"operators/{BREAKING}/Service/v3", "165569999088"),
    Supplier(GARBAGE, f"operators/{GARBAGE}/Service/v3", "165569999096"),
    Supplier(LATE, f"operators/{LATE}/Service/v3"),
    Supplier(STRICT, f"operators/{STRICT}/Service/v3"),
    Supplier(OWN_RECEPTION, f"operators/{OWN_RECEPTION}/Service/v3"),
    *(
        Supplier(name, faulty_tls.address_of(behaviour, name), number)
        for (behaviour, name), number in zip(
            CERTIFICATES.items(), ("165569999120", "165569999138", "165569999146", "165569999153"), strict=True
        )
    ),
]

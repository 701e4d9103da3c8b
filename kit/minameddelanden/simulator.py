"""One simulator, and runs in it that do not see one another."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

from lxml import etree

from minameddelanden.actors import Actor, Sender
from minameddelanden.clock import Clock
from minameddelanden.deliveries import Deliveries
from minameddelanden.errors import NotReady, Problem
from minameddelanden.exchanges import Exchanges
from minameddelanden.faults import Faults
from minameddelanden.messages import Messages, Verdict
from minameddelanden.people import Company, Person
from minameddelanden.rest import Json, Rest, english, path_part
from minameddelanden.timing import Timing

URL: Final = "http://localhost:8000"
POLL_SECONDS: Final = 0.1
NOT_FOUND: Final = 404
_WSDL: Final = "/webservice/accao/Recipient/v3?wsdl"


@dataclass(frozen=True)
class Checked:
    """What is wrong with an envelope."""

    data: Json

    @property
    def ok(self) -> bool:
        return bool(self.data["ok"])

    @property
    def reasons(self) -> list[str]:
        return [str(problem["reason"]) for problem in self.data["problems"]]

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        """In English: each problem and where it is, a line each."""
        return "\n".join(f"{each['where']}: {english(each['text'])}" for each in self.data["problems"]) or "ok"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"


class World:
    """What a test can make and look at: within a run, or, without one, in the whole simulator."""

    def __init__(self, rest: Rest, soap_url: str) -> None:
        self.rest = rest
        self.soap_url = soap_url
        """The base of the SOAP addresses, with a slash at its end."""
        self.messages = Messages(rest)
        self.exchanges = Exchanges(rest)
        self.deliveries = Deliveries(rest)
        self.faults = Faults(rest)
        self.timing = Timing(rest)

    def person(self, **wishes: Any) -> Person:
        """Make a person; `wishes`: the members of POST /api/v1/people. Without any: one with a mailbox."""
        return Person(self.rest, self.rest.post("/api/v1/people", wishes))

    def company(self, **wishes: Any) -> Company:
        """Make a company; `wishes`: the members of POST /api/v1/companies."""
        return Company(self.rest, self.rest.post("/api/v1/companies", wishes))

    def sender(self, name: str = "Provmyndigheten", organisation: str = "any") -> Sender:
        """Make a sender of one's own, with a certificate, that delivers its letters itself."""
        made = self._make_actor(name, organisation, ["sender", "relay"])
        return Sender(self.rest, self.soap_url, made)

    def actor(
        self, name: str = "Provaktören", organisation: str = "any", roles: Sequence[str] = ("relay",), **more: Any
    ) -> Actor:
        """Make an actor with any roles: sender, relay, operator."""
        return Actor(self.rest, self.soap_url, self._make_actor(name, organisation, list(roles), **more))

    def operator(self, **wishes: Any) -> Json:
        """Make a mailbox operator: with a `service_address` of one's own, or simulated, with a `behaviour`."""
        made: Json = self.rest.post("/api/v1/operators", wishes)
        return made

    def webhook(self, url: str, sender: Actor | str | None = None, events: Sequence[str] = ()) -> Json:
        """Be told at the address what becomes of letters: delivered, printed, failed, rerouted, waiting.

        The answer has the secret that the calls are signed with.
        """
        wishes = {"url": url, "sender": None if sender is None else str(sender), "events": list(events)}
        made: Json = self.rest.post("/api/v1/webhooks", {name: value for name, value in wishes.items() if value})
        return made

    def verify(self, exactly: int | None = None, *, at_least: int | None = None, **which: Any) -> Verdict:
        """Say whether so many messages match now; without a number, whether none does."""
        return self.messages.verify(exactly, at_least=at_least, **which)

    def check(self, envelope: bytes) -> Checked:
        """Say all that is wrong with an envelope, without delivering it."""
        return Checked(self.rest.post_octets("/api/v1/check", envelope, "text/xml"))

    def _make_actor(self, name: str, organisation: str, roles: list[str], **more: Any) -> Json:
        request = {"organisation": organisation, "name": name, "roles": roles, **more}
        made: Json = self.rest.post("/api/v1/actors", request)
        return made


class Run(World):
    """A test run: what is made in it, and what that touches, is the run's, and goes with it."""

    def __init__(self, rest: Rest, soap_url: str, data: Json) -> None:
        super().__init__(rest.within(str(data["label"])), soap_url)
        self.data = data

    @property
    def id(self) -> str:
        return str(self.data["id"])

    @property
    def label(self) -> str:
        return str(self.data["label"])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.label!r}>"

    def reset(self) -> None:
        """Remove the run's letters; people, actors and rules stay."""
        self.rest.post(f"/api/v1/runs/{path_part(self.id)}/reset")

    def delete(self) -> None:
        """Remove all that the run made."""
        self.rest.delete(f"/api/v1/runs/{path_part(self.id)}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.delete()
        except Problem as problem:
            # The test has removed it, or all runs.
            if problem.status != NOT_FOUND:
                raise


class Simulator(World):
    """A running simulator."""

    def __init__(self, url: str = URL, password: str = "") -> None:
        """Connect.

        Raises:
            NotReady: nothing answers at the address.
        """
        rest = Rest(url, password)
        super().__init__(rest, _soap_url(rest))
        self.clock = Clock(rest)

    @property
    def url(self) -> str:
        return self.rest.url

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.url}>"

    @property
    def ca_pem(self) -> str:
        """The authority that clients must trust."""
        return self.rest.octets("/pki/ca.pem").decode()

    def snapshot(self) -> bytes:
        """The world in one file: people, actors, registers, rules, runs and letters."""
        return self.rest.octets("/api/v1/snapshot")

    def restore(self, snapshot: bytes) -> None:
        """Put the world of a snapshot in place of what is here, so not beside other tests."""
        self.rest.put_octets("/api/v1/snapshot", snapshot, "application/zip")

    def run(self, name: str = "", **wishes: Any) -> Run:
        """Make a run; with `with`, it is removed at the end. `wishes`: label, quota, expires_in_minutes."""
        return Run(self.rest, self.soap_url, self.rest.post("/api/v1/runs", {"name": name, **wishes}))


def wait_until_ready(url: str = URL, seconds: float = 60.0) -> None:
    """Wait until the simulator answers that everything works.

    Raises:
        NotReady: it does not within so many seconds; the message says what does not work.
    """
    rest, ends = Rest(url), time.monotonic() + seconds
    while problem := _problem_at(rest):
        if time.monotonic() > ends:
            raise NotReady(f"{url} is not ready within {seconds:g} seconds: {problem}")
        time.sleep(POLL_SECONDS)


def is_ready(url: str = URL) -> bool:
    return not _problem_at(Rest(url))


def _problem_at(rest: Rest) -> str:
    try:
        rest.octets("/readyz")
    except (Problem, NotReady) as problem:
        return str(problem)
    return ""


def _soap_url(rest: Rest) -> str:
    """The base of the SOAP addresses, as the WSDL of the register says it."""
    wsdl = etree.fromstring(rest.octets(_WSDL))
    for address in wsdl.iter("{http://schemas.xmlsoap.org/wsdl/soap/}address"):
        return str(address.get("location")).removesuffix("Recipient/v3")
    raise NotReady(f"{rest.url}{_WSDL} names no address")

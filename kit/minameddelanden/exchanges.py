"""The journal: every exchange at every edge, with its bytes, and why it was refused."""

from dataclasses import dataclass
from typing import Any

from minameddelanden.messages import GRACE_SECONDS
from minameddelanden.rest import Json, Rest, as_json, english


@dataclass(frozen=True)
class Exchange:
    """One request and its answer."""

    rest: Rest
    data: Json

    @property
    def id(self) -> str:
        return str(self.data["id"])

    @property
    def operation(self) -> str:
        return str(self.data["operation"])

    @property
    def verdict(self) -> str:
        """`accepted`, `refused` or `failed`."""
        return str(self.data["verdict"])

    @property
    def check(self) -> str:
        """What was looked at when it was refused: `signature`, `certificate`, `rights` and so on."""
        return str(self.data["check"])

    @property
    def reason(self) -> str:
        """A stable slug, the same as in the fault."""
        return str(self.data["reason"])

    @property
    def at_fault(self) -> str:
        """The side that must act: `you`, `operator` or `infrastructure`."""
        return str(self.data["at_fault"])

    @property
    def may_be_repeated(self) -> bool:
        """Whether the same call may succeed later."""
        return bool(self.data["retry"])

    @property
    def where(self) -> str:
        """The place in the message that was refused."""
        return str(self.data["where"])

    @property
    def expected(self) -> str:
        """What should have stood there. Swedish | English."""
        return str(self.data["expected"])

    @property
    def received(self) -> str:
        """What stood there. Swedish | English."""
        return str(self.data["received"])

    @property
    def text(self) -> str:
        """Why it was refused or failed. Swedish | English."""
        return str(self.data["text"])

    @property
    def docs(self) -> str:
        """The address of the page about the reason; empty: there is none."""
        return str(self.data["docs"])

    @property
    def fix(self) -> str:
        """What to do. Swedish | English."""
        return str(self.data["fix"])

    @property
    def call_id(self) -> str:
        """The fault's CallId; empty: it was no fault."""
        return str(self.data["call_id"])

    @property
    def label(self) -> str:
        """Of the run that it belongs to; empty: none."""
        return str(self.data["label"])

    @property
    def trace(self) -> str:
        return str(self.data["trace"])

    @property
    def curl(self) -> str:
        """A command that repeats it."""
        return str(self.data["curl"])

    def __repr__(self) -> str:
        why = f": {english(self.text)}" if self.text else ""
        return f"<{type(self).__name__} {self.id} {self.operation or self.data['edge']} {self.verdict}{why}>"

    @property
    def request_xml(self) -> bytes:
        """The request, byte for byte."""
        return self.rest.octets(f"/api/v1/exchanges/{self.id}/request.xml")

    @property
    def response_xml(self) -> bytes:
        return self.rest.octets(f"/api/v1/exchanges/{self.id}/response.xml")

    @property
    def octets(self) -> str:
        """The address of what was hashed, per form, where a digest does not hold; else empty."""
        return str(self.data["octets"] or "")

    def hashed_octets(self) -> dict[str, bytes]:
        """What was hashed, by signature and form, for instance `sender/normalised`; empty: no digest failed."""
        forms = self.rest.get(self.octets)["results"] if self.octets else []
        return {f"{form['signature']}/{form['form']}": self.rest.octets(form["address"]) for form in forms}


class Exchanges:
    """The journal of a run, or of the whole simulator."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def find(self, **which: Any) -> list[Exchange]:
        """Those that match now, the newest first. `which`: the filters of GET /api/v1/exchanges."""
        query = {name: as_json(value) for name, value in which.items()}
        page = self._rest.get("/api/v1/exchanges", **query)
        return [Exchange(self._rest, each) for each in page["results"]]

    def wait(self, count: int = 1, timeout: float = 10.0, **which: Any) -> list[Exchange]:
        """Wait until so many match.

        Raises:
            NotInTime: they did not come within `timeout` seconds.
        """
        wanted = {name: as_json(value) for name, value in which.items() if value is not None}
        request = {"filter": wanted, "count": count, "timeout": timeout}
        found = self._rest.post("/api/v1/exchanges/wait", request, timeout + GRACE_SECONDS)
        return [Exchange(self._rest, each) for each in found["results"]]

    def wait_for_one(self, timeout: float = 10.0, **which: Any) -> Exchange:
        """The first that matches, as soon as there is one."""
        return self.wait(1, timeout, **which)[0]

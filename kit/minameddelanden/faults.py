"""Faults on demand: rules that make a part of the simulator fail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from minameddelanden.people import Recipient
from minameddelanden.rest import Json, Rest, as_json


@dataclass(frozen=True)
class FaultRule:
    """A rule that is in force."""

    rest: Rest
    data: Json

    @property
    def id(self) -> str:
        return str(self.data["id"])

    def hits(self) -> int:
        """How many calls it has met so far."""
        return int(self.rest.get(f"/api/v1/faults/{self.id}")["hits"])

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.id} at {self.data['at']}>"

    def remove(self) -> None:
        self.rest.delete(f"/api/v1/faults/{self.id}")


class Faults:
    """The rules of a run, or of the whole simulator."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def add(
        self,
        at: str,
        *,
        code: int | None = None,
        delay_ms: int | Mapping[str, int] | None = None,
        delivered: bool | None = None,
        breaks: str | None = None,
        recipient: Recipient | str | None = None,
        sender: object = None,
        **which: Any,
    ) -> FaultRule:
        """Make calls at a place fail: with a fault code, a delay, Delivered=false, or broken off.

        `at`: `far`, `relay`, `operator`, `population_register`, `company_register`, `smtp` or `webhook`.
        `delay_ms`: a number, or `{"from": 200, "to": 900, "seed": 7}`.
        `breaks`: `reset`, `half`, `garbage`, `close` or `tls`.
        `which`: the other members of POST /api/v1/faults: `who`, `operation`, `times`, `skip`, `quota_per_second`,
        `opening_hours`, and `then`, a list of further steps as REST has them.
        """
        effects = {
            "fault": None if code is None else {"code": code},
            "delay_ms": delay_ms,
            "delivered": delivered,
            "break": breaks,
        }
        rule = {"at": at, "recipient": as_json(recipient), "sender": as_json(sender), **which, **effects}
        made = self._rest.post(
            "/api/v1/faults", {name: value for name, value in rule.items() if value is not None}
        )
        return FaultRule(self._rest, made)

    def remove_all(self) -> None:
        """Remove those of the run; without one, all of them."""
        self._rest.delete("/api/v1/faults")

    def find(self) -> list[FaultRule]:
        return [FaultRule(self._rest, each) for each in self._rest.get("/api/v1/faults")["results"]]

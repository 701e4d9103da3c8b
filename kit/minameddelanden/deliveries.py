"""Letters in the relay: where each of them is."""

from dataclasses import dataclass
from typing import Any

from minameddelanden.messages import GRACE_SECONDS
from minameddelanden.rest import Json, Rest, as_json, path_part


@dataclass(frozen=True)
class Delivery:
    """A letter that the relay was handed."""

    rest: Rest
    data: Json

    @property
    def id(self) -> str:
        return str(self.data["distribution_id"])

    @property
    def legs(self) -> list[Json]:
        """The way to each recipient: state, channel, operator, attempts."""
        return list(self.data["legs"])

    @property
    def states(self) -> list[str]:
        return [str(leg["state"]) for leg in self.legs]

    @property
    def sender(self) -> str:
        return str(self.data["sender"])

    @property
    def trace(self) -> str:
        return str(self.data["trace"])

    def __repr__(self) -> str:
        ways = ", ".join(f"{leg['recipient']} {leg['state']}" for leg in self.legs)
        return f"<{type(self).__name__} {self.id} from {self.sender}: {ways}>"


class Deliveries:
    """The relay's letters of a run, or of the whole simulator."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def find(self, **which: Any) -> list[Delivery]:
        page = self._rest.get("/api/v1/deliveries", **{name: as_json(value) for name, value in which.items()})
        return [Delivery(self._rest, each) for each in page["results"]]

    def get(self, delivery_id: str) -> Delivery:
        return Delivery(self._rest, self._rest.get(f"/api/v1/deliveries/{path_part(delivery_id)}"))

    def wait(self, count: int = 1, timeout: float = 10.0, **which: Any) -> list[Delivery]:
        """Wait until so many match, for instance `state="delivered"`.

        Raises:
            NotInTime: they did not come within `timeout` seconds; `reason` says where they lie.
        """
        wanted = {name: as_json(value) for name, value in which.items() if value is not None}
        request = {"filter": wanted, "count": count, "timeout": timeout}
        found = self._rest.post("/api/v1/deliveries/wait", request, timeout + GRACE_SECONDS)
        return [Delivery(self._rest, each) for each in found["results"]]

    def wait_for_one(self, timeout: float = 10.0, **which: Any) -> Delivery:
        """The newest that matches, as soon as there is one."""
        return self.wait(1, timeout, **which)[0]

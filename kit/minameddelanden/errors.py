"""What can go wrong in a test: a refused call, a wait that ended, a fault over SOAP."""

from collections.abc import Mapping
from typing import Any


class KitError(Exception):
    """The base of all errors of this package."""


class NotReady(KitError):
    """No simulator answers, or it does not work. The message says why."""


class Problem(KitError):
    """REST refused a call. Source: RFC 9457, Problem Details for HTTP APIs."""

    def __init__(self, status: int, body: Mapping[str, Any], call: str) -> None:
        self.status = status
        self.body = body
        """The problem's members."""
        super().__init__(f"{call}: {status} {self.title}. {self.detail}".rstrip(". ") + self._wrong_values())

    @property
    def title(self) -> str:
        return str(self.body.get("title", ""))

    @property
    def detail(self) -> str:
        return str(self.body.get("detail", ""))

    @property
    def kind(self) -> str:
        """The last part of the problem's type, for instance `not-found`."""
        return str(self.body.get("type", "")).rpartition(":")[2]

    def _wrong_values(self) -> str:
        errors = self.body.get("errors") or ()
        return "".join(f"\n  {error.get('pointer', '')}: {error.get('detail', '')}" for error in errors)


class NotInTime(Problem):
    """What was waited for did not come in time."""

    @property
    def reason(self) -> str:
        """Where it lies, or why it did not come. Swedish | English."""
        return str(self.body.get("reason", ""))

    @property
    def closest(self) -> Mapping[str, Any] | None:
        """What came closest to the filter, and what it does not meet."""
        return self.body.get("closest")


class Refused(KitError):
    """A SOAP call was answered with a fault."""

    def __init__(self, code: int, description: str, call_id: str, http_status: int = 500) -> None:
        self.code = code
        """The contract's error code; 0 where the fault has none."""
        self.description = description
        self.call_id = call_id
        """Finds the call: `exchanges.find(call_id=...)`."""
        self.http_status = http_status
        super().__init__(f"{code}: {description}")

    @property
    def reason(self) -> str:
        """The stable slug at the end of the description, in brackets; empty where there is none."""
        text = self.description.rstrip()
        return text.rpartition("[")[2].removesuffix("]") if text.endswith("]") else ""


class NoAnswer(KitError):
    """A SOAP call was broken off, or timed out."""


class Unreachable(KitError):
    """The register says that the recipient cannot be reached by the sender."""

"""Messages in the mailboxes: read back, waited for, counted, read as their holder."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from minameddelanden.rest import Json, Rest, as_json, english

GRACE_SECONDS: Final = 15.0
"""How much longer than the wait itself the answer may take."""


@dataclass(frozen=True)
class Attachment:
    """A file of a message."""

    data: Json

    @property
    def name(self) -> str:
        return str(self.data["filename"])

    @property
    def content_type(self) -> str:
        return str(self.data["content_type"])

    @property
    def content(self) -> bytes:
        """The bytes that the sender signed."""
        return b64decode(self.data["content_base64"])

    @property
    def sha256(self) -> str:
        return str(self.data["sha256"])


@dataclass(frozen=True)
class Message:
    """A message as it lies in the mailbox."""

    rest: Rest
    data: Json

    @property
    def id(self) -> str:
        return str(self.data["id"])

    @property
    def recipient(self) -> str:
        return str(self.data["recipient"])

    @property
    def sender(self) -> str:
        return str(self.data["sender"])

    @property
    def sender_name(self) -> str:
        return str(self.data["sender_name"])

    @property
    def relay(self) -> str:
        """The organisation number of the relay that delivered it; the sender's own where it did so itself."""
        return str(self.data["relay"])

    @property
    def operator(self) -> str:
        return str(self.data["operator"])

    @property
    def kind(self) -> str:
        """`secure` or `notification`."""
        return str(self.data["kind"])

    @property
    def subject(self) -> str:
        return str(self.data["subject"])

    @property
    def body(self) -> str:
        return str(self.data["body"])

    @property
    def trace(self) -> str:
        return str(self.data["trace"])

    @property
    def trans_id(self) -> str:
        return str(self.data["trans_id"])

    @property
    def sender_message_id(self) -> str:
        """The Id that the sender gave the message."""
        return str(self.data["sender_message_id"])

    @property
    def reference(self) -> str:
        return str(self.data["reference"])

    @property
    def correlation_id(self) -> str:
        return str(self.data["correlation_id"])

    @property
    def label(self) -> str:
        """Of the run that it belongs to; empty: none."""
        return str(self.data["label"])

    @property
    def received_at(self) -> datetime:
        """By the simulator's clock."""
        return datetime.fromisoformat(self.data["received_at"])

    @property
    def is_read(self) -> bool:
        return bool(self.data["read"])

    @property
    def read_at(self) -> datetime | None:
        """When its holder opened it; None: not yet."""
        found = self.data["read_at"]
        return datetime.fromisoformat(found) if found else None

    @property
    def warnings(self) -> list[str]:
        """What the sender should change."""
        return list(self.data["warnings"])

    @property
    def announcements(self) -> list[Json]:
        """E-mail and SMS about it: channel, address, state, subject, text."""
        return list(self.data["announcements"])

    def attachments(self) -> list[Attachment]:
        """Its files with their bytes."""
        return [Attachment(each) for each in self._now()["attachments"]]

    def again(self) -> "Message":
        """The message as it is now."""
        return Message(self.rest, self._now())

    def read(self) -> "Message":
        """Read it as its holder does."""
        self.rest.post(f"/api/v1/messages/{self.id}/read")
        return self.again()

    def __repr__(self) -> str:
        state = "read" if self.is_read else "unread"
        whose = f"from {self.sender_name or self.sender} to {self.recipient} at {self.operator}"
        return f"<{type(self).__name__} {self.subject!r} {whose}, {state}>"

    def _now(self) -> Json:
        found: Json = self.rest.get(f"/api/v1/messages/{self.id}")
        return found


@dataclass(frozen=True)
class Verdict:
    """Whether a claim about messages holds."""

    data: Json

    @property
    def holds(self) -> bool:
        return bool(self.data["holds"])

    @property
    def found(self) -> int:
        return int(self.data["found"])

    @property
    def difference(self) -> str:
        """Swedish | English; empty when it holds."""
        return str(self.data["difference"] or "")

    @property
    def reason(self) -> str:
        """Why there are too few, and how what came closest differs. Swedish | English; empty: there are not."""
        return str(self.data["reason"] or "")

    @property
    def closest(self) -> Json | None:
        """Where there are too few: the `message` that meets the most filters, and its `differences`."""
        found: Json | None = self.data["closest"]
        return found

    @property
    def remarks(self) -> list[str]:
        """What the filter names that the simulator does not have, so that nothing can match. Swedish | English."""
        return [str(remark) for remark in self.data["remarks"]]

    def __bool__(self) -> bool:
        return self.holds

    def __str__(self) -> str:
        """In English: that it holds, or how it differs and why."""
        if self.holds:
            return f"holds, found {self.found}"
        return " ".join(english(text) for text in (self.difference, self.reason, *self.remarks) if text)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self}>"


class Messages:
    """The messages of a run, or of the whole simulator."""

    def __init__(self, rest: Rest) -> None:
        self._rest = rest

    def find(self, **which: Any) -> list[Message]:
        """Those that match now, the newest first. `which`: the filters of GET /api/v1/messages."""
        page = self._rest.get("/api/v1/messages", **{name: as_json(value) for name, value in which.items()})
        return [Message(self._rest, each) for each in page["results"]]

    def wait(self, count: int = 1, timeout: float = 10.0, **which: Any) -> list[Message]:
        """Wait until so many match.

        Raises:
            NotInTime: they did not come within `timeout` seconds; `reason` says why.
        """
        request = {"filter": _filter(which), "count": count, "timeout": timeout}
        found = self._rest.post("/api/v1/messages/wait", request, timeout + GRACE_SECONDS)
        return [Message(self._rest, each) for each in found["results"]]

    def wait_for_one(self, timeout: float = 10.0, **which: Any) -> Message:
        """The newest that matches, as soon as there is one."""
        return self.wait(1, timeout, **which)[0]

    def verify(self, exactly: int | None = None, *, at_least: int | None = None, **which: Any) -> Verdict:
        """Say whether so many match now; without a number, whether none does."""
        if exactly is None and at_least is None:
            exactly = 0
        demand = {"exactly": exactly} if exactly is not None else {"at_least": at_least}
        return Verdict(self._rest.post("/api/v1/verify", {"filter": _filter(which), **demand}))


def _filter(which: Json) -> Json:
    return {name: as_json(value) for name, value in which.items() if value is not None}

"""The view that all waits over REST share: it waits, and answers with what came or with why it did not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from infra.rest.problems import Problem
from infra.rest.serializers import validate_data
from infra.rest.views import RestView
from infra.texts import Text
from infra.web.hang_up import has_hung_up
from testbed.waiting.api import serializers
from testbed.waiting.explanations.unknown_names import join_texts, unknown_names
from testbed.waiting.watching.found_rows import FoundRows, WaitAnswer
from testbed.waiting.watching.watch import TooManyWait, Waiter, Watch

RETRY_AFTER: Final = {"Retry-After": "1"}
watch: Final = Watch(settings.MAX_WAITS)
"""The requests of this process that wait."""


@dataclass(frozen=True)
class Wait:
    """A wait of a request."""

    wanted: Any
    filters: Mapping[str, Any]
    count: int
    request: Request


class WaitView(RestView):
    """Waits until so much of one kind matches, and answers with it, or with what came closest."""

    needs_no_room = True
    wait_serializer: type[serializers.WaitSerializer]

    def answer(self, request: Request) -> HttpResponse:
        """The found, or why it did not come.

        Raises:
            Problem: it did not come in time, or too many wait already.
        """
        values = validate_data(self.wait_serializer, request.data)
        wait = Wait(self.wanted(values["filter"]), values["filter"], values["count"], request)
        answer = WaitAnswer(request.build_absolute_uri("/"), lambda keys: self._written(wait, keys))
        waiter = self.waiter(wait)
        waiter.look = answer.written_with(waiter.look)
        found_rows = wait_for(waiter, values["timeout"], request)
        if found_rows is None:
            raise self.missed(wait)
        return HttpResponse(answer.to(found_rows), JSONRenderer.media_type)

    def _written(self, wait: Wait, keys: Sequence[int]) -> bytes:
        found = self.shown(wait, keys)
        written: bytes = JSONRenderer().render({"found": len(found), "results": found})
        return written

    def wanted(self, filters: Mapping[str, Any]) -> Any:
        """What the filters ask for."""
        raise NotImplementedError

    def waiter(self, wait: Wait) -> Waiter[FoundRows]:
        """What looks for the keys."""
        raise NotImplementedError

    def shown(self, wait: Wait, keys: Sequence[int]) -> list[Any]:
        """What the answer has of the found."""
        raise NotImplementedError

    def missed(self, wait: Wait) -> Problem:
        """Why it did not come, and what came closest."""
        raise NotImplementedError


def wait_for(waiter: Waiter[FoundRows], seconds: float, request: Request) -> FoundRows | None:
    """Wait for what the waiter looks for; None: it did not come in time.

    Raises:
        Problem: too many wait already.
    """
    try:
        return watch.wait(waiter, seconds, lambda: has_hung_up(request._request))
    except TooManyWait as refusal:
        swedish, english = refusal.text
        raise Problem("unavailable", swedish, english, headers=RETRY_AFTER) from refusal


def timed_out(wait: Wait, found: int, came: Text, reason: Text, closest: Any) -> Problem:
    """The answer to a wait that ended too early: how many came, the reason, and what came closest."""
    swedish, english = came.format(found=found, count=wait.count)
    if unknown := join_texts(unknown_names(wait.filters)):
        reason = unknown + " " + reason
    return Problem(
        "timed-out",
        f"{swedish} {reason.swedish}",
        f"{english} {reason.english}",
        members={"found": found, "reason": reason.on_wire, "closest": closest},
    )

"""The reasons that a mailbox is not opened, for the page that shows them."""

from enum import Enum

from django.http import Http404

from infra.errors import InternalError


class NotOpenedReason(Enum):
    """The reasons, each with the status of the answer."""

    NO_RIGHT = 404
    """There is no such mailbox, or the person may not, or no longer: the answer is the same."""
    RIGHT_TOO_SMALL = 403
    """The person may open it, but not do this there."""
    RIGHTS_UNKNOWN = 503
    """The register does not answer, and the mailbox is another holder's."""


class NotOpened(Http404):
    """The mailbox is not opened. `login_required` answers with a page that says why."""

    def __init__(self, reason: NotOpenedReason, place: str) -> None:
        super().__init__(reason.name)
        self.reason = reason
        self.place = place


class RightsUnknown(NotOpened):
    """The register must be asked, and does not answer."""

    def __init__(self, place: str, cause: InternalError) -> None:
        super().__init__(NotOpenedReason.RIGHTS_UNKNOWN, place)
        self.cause = cause

"""How the mailbox says what was done with letters."""

from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mailbox_operator.mailbox.filing import Kind, Undone
from mailbox_operator.models import FilingStep
from mailbox_ui.inbox.actions import ActionObstacle, ActionOutcome


def words_of_outcome(outcome: ActionOutcome) -> str:
    """What was done, in a sentence or two."""
    if outcome.obstacle is not None:
        return _OBSTACLES[outcome.obstacle]()
    if outcome.step is None:
        text = ngettext(
            "%(count)d brev är borttaget för gott.", "%(count)d brev är borttagna för gott.", outcome.removed
        )
        return text % {"count": outcome.removed}
    return " ".join(filter(None, [words_of_step(outcome.step), _missing(outcome.missing)]))


def words_of_step(step: FilingStep) -> str:
    """What an action did with how many letters."""
    folder = step.folder.name if step.folder else ""
    return _STEPS[Kind(step.kind)](step.count) % {"count": step.count, "folder": folder}


def undone_words(undone: Undone | None) -> str:
    """What became of undoing an action."""
    if undone is None:
        return _("Det är redan ångrat.")
    if undone.count == undone.of:
        return _("Ångrat. Allt är som förut.")
    text = _("Ångrat för %(count)d av %(of)d. Övriga har flyttats eller öppnats sedan dess, och är som de är.")
    return text % {"count": undone.count, "of": undone.of}


def _missing(count: int) -> str:
    if not count:
        return ""
    text = ngettext(
        "Ett brev var redan flyttat eller borttaget.",
        "%(count)d brev var redan flyttade eller borttagna.",
        count,
    )
    return text % {"count": count}


_STEPS: Final[Mapping[Kind, Callable[[int], str]]] = {
    Kind.ARCHIVED: lambda n: ngettext("%(count)d brev ligger i arkivet.", "%(count)d brev ligger i arkivet.", n),
    Kind.FILED: lambda n: ngettext(
        "%(count)d brev ligger i mappen %(folder)s.", "%(count)d brev ligger i mappen %(folder)s.", n
    ),
    Kind.THROWN_AWAY: lambda n: ngettext(
        "%(count)d brev ligger i papperskorgen.", "%(count)d brev ligger i papperskorgen.", n
    ),
    Kind.RETURNED: lambda n: ngettext("%(count)d brev ligger i inkorgen.", "%(count)d brev ligger i inkorgen.", n),
    Kind.RESTORED: lambda n: ngettext(
        "%(count)d brev är tillbaka där det låg.", "%(count)d brev är tillbaka där de låg.", n
    ),
    Kind.MARKED_READ: lambda n: ngettext(
        "%(count)d brev är markerat som läst.", "%(count)d brev är markerade som lästa.", n
    ),
    Kind.MARKED_UNREAD: lambda n: ngettext(
        "%(count)d brev är markerat som oläst.", "%(count)d brev är markerade som olästa.", n
    ),
}
_OBSTACLES: Final[Mapping[ActionObstacle, Callable[[], str]]] = {
    ActionObstacle.NOTHING_CHOSEN: lambda: _("Välj först ett eller flera brev."),
    ActionObstacle.NO_FOLDER: lambda: _("Mappen finns inte längre. Inget brev har flyttats."),
    ActionObstacle.GONE: lambda: _("Det är redan gjort, kanske på en annan sida. Listan är uppdaterad."),
    ActionObstacle.NOT_KNOWN: lambda: _("Det gick inte att förstå vad som skulle göras. Inget har ändrats."),
}

"""Why a letter could not be handed on to another mailbox, in words for people."""

from django.utils.translation import gettext as _

from infra.templatetags.texts import in_own_language
from mailbox_operator.forwarding.handing_on import CannotHandOn, HandOnObstacle
from mailbox_operator.models import Message


def words_of_obstacle(problem: CannotHandOn, message: Message) -> str:
    """What stands in the way, and what one can do instead."""
    words = {
        HandOnObstacle.UNSIGNED: _(
            "Ett mindre känsligt meddelande är inte signerat och kan inte lämnas till en annan brevlåda. Skicka "
            "det som e-post i stället."
        ),
        HandOnObstacle.SELF: _("Brevet ligger redan i den brevlådan."),
        HandOnObstacle.NO_MAILBOX: _(
            "Mottagaren har ingen digital brevlåda. Du kan skicka brevet som e-post i stället."
        ),
        HandOnObstacle.REFUSES_SENDER: _(
            "Mottagaren tar inte emot post från %(sender)s. Du kan skicka brevet som e-post i stället."
        )
        % {"sender": message.sender_name},
        HandOnObstacle.NOT_TAKEN: _("Mottagarens brevlådeoperatör tog inte emot brevet. Inget har skickats."),
        HandOnObstacle.REFUSED: _("Mottagarens brevlådeoperatör tog inte emot brevet: %(reason)s"),
        HandOnObstacle.NO_ANSWER: _(
            "Det gick inte att nå mottagarens brevlådeoperatör just nu. Försök igen om en stund."
        ),
    }[problem.obstacle]
    return (
        words % {"reason": in_own_language(problem.text)} if problem.obstacle is HandOnObstacle.REFUSED else words
    )

"""What the sender of a letter that did not arrive should do, by why it did not arrive.

A person with a protected identity is reached by Skatteverket's forwarding of mail only: other advice could give
away where the person lives.
"""

from collections.abc import Mapping
from typing import Final

from formedlare.models import Leg, Obstacle
from formedlare.models.channel import Channel
from infra import texts
from infra.identity import RecipientId
from infra.texts import Text

NUMBER: Final = Text(
    "- Är numret fel? Skicka brevet på nytt till rätt nummer.",
    "- Is the number wrong? Send the letter again, to the right number.",
)
PAPER: Final = Text(
    (
        "- Är numret rätt? Skicka det på papper. Förmedlarens administratör kan låta brev som inte kan\n"
        "  levereras digitalt skrivas ut i stället (kanalväxelns regler). Har mottagaren skyddade\n"
        "  personuppgifter får det bara gå genom Skatteverkets postförmedling."
    ),
    (
        "- Is it right? Send it on paper. The administrator of the relay can have letters printed that\n"
        "  cannot be delivered digitally (the rules of the channel switch). If the recipient's personal data are\n"
        "  protected, it may go by Skatteverket's forwarding of mail (postförmedling) only."
    ),
)
NOT_PRINTED: Final = Text(
    (
        "- Är numret rätt? Rätta det som står under Varför, om det går, och skicka brevet på nytt. Utskrift\n"
        "  är redan prövad."
    ),
    "- Is it right? Correct the problem under Why, if you can, and send the letter again. Print has been tried.",
)
BY_OBSTACLE: Final[Mapping[str, Text]] = {
    Obstacle.PROTECTED_IDENTITY: Text(
        (
            "- Mottagaren har skyddade personuppgifter. Skicka brevet genom Skatteverkets postförmedling\n"
            "  (förmedlingsuppdrag). Skicka det aldrig som vanlig post, och inte härifrån igen."
        ),
        (
            "- The recipient's personal data are protected. Send the letter by Skatteverket's forwarding of mail\n"
            "  (postförmedling). Never send it by ordinary post, nor from here again."
        ),
    ),
    Obstacle.DECEASED: Text(
        "- Mottagaren är avliden. Skriv till dödsboet i stället.",
        "- The recipient has died. Write to the estate (dödsboet) instead.",
    ),
    Obstacle.NOT_REGISTERED: Text(
        "- Numret finns inte. Kontrollera det, och skicka brevet på nytt till rätt nummer.",
        "- There is no such number. Check it, and send the letter again, to the right number.",
    ),
}
ORGANISATION: Final = Text(
    (
        "- Är mottagaren en myndighet, en kommun eller en samfällighet? De finns inte hos Bolagsverket och kan\n"
        "  inte ha någon brevlåda i Mina meddelanden. Skicka brevet dit på annat sätt: med vanlig post, eller\n"
        "  som mottagaren anger på sin webbplats.\n"
        "- Annars finns numret inte. Kontrollera det, och skicka brevet på nytt till rätt nummer."
    ),
    (
        "- Is the recipient an agency, a municipality or a joint property unit? They are not registered by\n"
        "  Bolagsverket and can have no mailbox in Mina meddelanden. Send the letter another way: by ordinary\n"
        "  post, or as the recipient says on its web site.\n"
        "- Else there is no such number. Check it, and send the letter again, to the right number."
    ),
)
"""Of an organisation that is not in the companies' register. Source: founding document, 6."""


def advise_sender(leg: Leg) -> Text:
    """What the sender of the letter should do now, as one or several lines that begin with a hyphen."""
    codes = [item.code for item in leg.passed_over]
    found = next((Obstacle(code) for code in codes if code in BY_OBSTACLE), None)
    if found == Obstacle.NOT_REGISTERED and RecipientId(leg.recipient).is_organisation:
        return ORGANISATION
    if found is not None:
        return BY_OBSTACLE[found]
    return texts.join_texts("\n", [NUMBER, NOT_PRINTED if _was_print_tried(leg) else PAPER])


def _was_print_tried(leg: Leg) -> bool:
    return Channel.PRINT in {leg.channel, *(item.channel for item in leg.passed_over)}

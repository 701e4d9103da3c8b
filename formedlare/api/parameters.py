"""What several addresses of the relay have in common: the sender and the recipient that they name."""

from typing import Final

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from infra.errors import InvalidInput, NotFound
from infra.identity.reading import read_organisation
from infra.rest.problems import ProblemSerializer

ORGANISATION: Final = OpenApiParameter(
    "organisation",
    str,
    OpenApiParameter.PATH,
    description="Organisation number of a sender",
    examples=[OpenApiExample("Kommun A", "162021004748")],
)
RECIPIENT: Final = OpenApiParameter(
    "recipient",
    str,
    OpenApiParameter.PATH,
    description="Twelve digits",
    examples=[OpenApiExample("Maria Svensson", "198101052382")],
)
NO_SENDER: Final = OpenApiResponse(ProblemSerializer, "FaR has no such sender")


def organisation_in_path(written: str) -> str:
    """The organisation that an address names.

    Raises:
        NotFound: it is no organisation number.
    """
    try:
        return read_organisation(written).value
    except InvalidInput as refusal:
        raise NotFound.saying(refusal.text, **refusal.facts) from refusal

"""How a refused signature is told: one Swedish sentence, one English, each with what to do."""

from dataclasses import dataclass

from infra.errors import SignatureFault


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a signature does not hold, in the two languages a fault description speaks."""

    swedish: str
    english: str

    @property
    def description(self) -> str:
        return f"{self.swedish} | {self.english}"

    def fault(self) -> SignatureFault:
        """The fault with error code 5012 that carries this explanation."""
        return SignatureFault(self.swedish, self.english)


def refusal(swedish: str, english: str) -> SignatureFault:
    return Explanation(swedish, english).fault()


_SHOWN = 200


def shown(text: object) -> str:
    """What a stranger wrote, short enough to be repeated in a fault."""
    return str(text) if len(str(text)) <= _SHOWN else f"{str(text)[:_SHOWN]}…"

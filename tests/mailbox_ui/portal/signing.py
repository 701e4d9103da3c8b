"""People of the seeded world in browsers of their own, who sign with the simulated e-legitimation."""

from dataclasses import dataclass, field

from django.test import Client
from lxml import html

from mailbox_ui.models import EidHolder, SigningOrder
from tests.mailbox_ui import factories as make

TOLVAN, ARVID, EVA = "191212121212", "192705178354", "197901012380"
"""Without a mailbox; with one at Min myndighetspost; whose registration waits."""
PROTECTED, LENA, ANNIKA = "199601012397", "196001062626", "196801029288"
"""Protected personal data; Lena and Annika sign for COMPANY jointly."""
MATTIAS, BIRGITTA, OUTSIDER = "197201079295", "195701032863", "198101052382"
GORAN, OWN_RECEPTION = "195101151818", "165560000084"
"""Göran signs for a company that receives in a system of its own."""
COMPANY, ALONE, UNDECIDABLE = "165560000019", "165560000001", "165560000027"
STATE, KIVRA = "minmyndighetspost.se", "kivra.com"


def words(answer: object) -> str:
    """The words of the page's own content."""
    [main] = html.fromstring(answer.content.decode()).xpath("//main")  # type: ignore[attr-defined]  # an answer
    return " ".join(main.text_content().split())


@dataclass
class Person:
    """Somebody who is logged in."""

    number: str
    browser: Client = field(default_factory=Client)

    def __post_init__(self) -> None:
        holder = EidHolder.objects.get(number=self.number)
        make.NAMES.setdefault(self.number, holder.name)
        make.log_in(self.browser, self.number)

    def sees(self, path: str) -> str:
        return words(self.browser.get(path, follow=True))

    def finds(self, path: str, xpath: str) -> list[html.HtmlElement]:
        """The parts of the page that the path in it names."""
        return list(html.fromstring(self.browser.get(path, follow=True).content.decode()).xpath(xpath))

    def begins(self, path: str) -> SigningOrder:
        """Accepts the terms, and comes to the page that waits for the phone."""
        answer = self.browser.post(path, {"godkant": "on", "godkant_egna": "on"})
        assert answer.status_code == 302, words(answer)
        return SigningOrder.objects.get(reference=answer["Location"].rstrip("/").rpartition("/")[2])

    def answers(self, order: SigningOrder, answer: str = "approve") -> str:
        """Answers on the same device, and reads what came of it."""
        path = f"/skriv-under/{order.phone_token}/"
        return words(self.browser.post(path, {"answer": answer, "here": "1"}, follow=True))

    def signs(self, path: str) -> str:
        return self.answers(self.begins(path))

    def post(self, path: str) -> str:
        return words(self.browser.post(path, follow=True))

"""Each row of the table of people and companies is true in the register and in the mailboxes."""

from collections.abc import Callable
from datetime import date

import pytest

from base_registers.models import Company, Guardianship, Officer, Person, SignatoryRule
from base_registers.signatories import requirement_of
from far.models import Account, Dispatcher, DispatchRight, Sender, SenderChoice
from far.models import ServiceSupplier as Supplier
from infra import clock
from infra.identity import RecipientId
from mailbox_operator.models import Mailbox, Operator
from mailbox_ui.models import EidHolder
from testbed import world
from testbed.world import actors

pytestmark = pytest.mark.usefixtures("world")
HOLDERS: list[world.WorldHolder] = [*world.named_persons(), *world.list_companies()]
Kind = SignatoryRule.Kind
KOMMUN_A, KOMMUN_B, BANK = "162021004748", "162021003898", "165569999161"


def supplier_of(number: str) -> str:
    return Account.objects.get(recipient=number).supplier.name


def announces(number: str) -> tuple[bool, bool]:
    """By e-mail, by SMS."""
    mailbox = Mailbox.objects.get(holder=number)
    return mailbox.announce_by_email, mailbox.announce_by_sms


PROMISED: dict[str, tuple[str, Callable[[], bool]]] = {
    "accepts everyone": (
        "192705178354",
        lambda: (
            supplier_of("192705178354") == "minmyndighetspost.se"
            and not SenderChoice.objects.filter(account="192705178354").exists()
        ),
    ),
    "announced by e-mail and SMS": (
        "198101052382",
        lambda: (
            supplier_of("198101052382") == "minmyndighetspost.se" and announces("198101052382") == (True, True)
        ),
    ),
    "no mailbox": ("191212121212", lambda: not Account.objects.filter(recipient="191212121212").exists()),
    "refuses kommun-a": (
        "197601012391",
        lambda: (
            list(
                SenderChoice.objects.filter(account="197601012391").values_list("sender__organisation", "accepted")
            )
            == [(KOMMUN_A, False)]
        ),
    ),
    "registration pending": (
        "197901012380",
        lambda: (
            Account.objects.get(recipient="197901012380").pending
            and not Mailbox.objects.filter(holder="197901012380").exists()
        ),
    ),
    "at kivra.com": ("198301012392", lambda: supplier_of("198301012392") == "kivra.com"),
    "at digimail.se": ("198501012382", lambda: supplier_of("198501012382") == "digimail.se"),
    "at an operator that is down": ("198801012397", lambda: supplier_of("198801012397") == actors.DOWN),
    "at one that delivers nothing": ("199001012385", lambda: supplier_of("199001012385") == actors.REFUSING),
    "at one that times out": ("199201012391", lambda: supplier_of("199201012391") == actors.SLOW),
    "at one that faults": ("199401012381", lambda: supplier_of("199401012381") == actors.FAULTY),
    "protected identity": ("199601012397", lambda: Person.objects.get(number="199601012397").protected),
    "deceased": (
        "193801029202",
        lambda: (
            Person.objects.get(number="193801029202").deceased_on is not None
            and not Account.objects.filter(recipient="193801029202").exists()
            and not EidHolder.objects.filter(number="193801029202").exists()
        ),
    ),
    "coordination number": (
        "197001632384",
        lambda: (
            RecipientId.parse("197001632384").birth_date == date(1970, 1, 3)
            and supplier_of("197001632384") == "minmyndighetspost.se"
        ),
    ),
    "god man": ("196401053076", lambda: EidHolder.objects.get(number="196401053076").note.startswith("God man")),
    "principal": ("194501103297", lambda: acts_for("194501103297") == [("196401053076", "GodMan")]),
    "in no population register": (
        "199907012380",
        lambda: (
            not Person.objects.filter(number="199907012380").exists()
            and EidHolder.objects.filter(number="199907012380").exists()
        ),
    ),
    "own reception": ("165560000084", lambda: supplier_of("165560000084") == actors.OWN_RECEPTION),
    "emigrated": ("196909092394", lambda: Person.objects.get(number="196909092394").emigrated_on is not None),
    "replaced number": (
        "198206062385",
        lambda: Person.objects.filter(number=Person.objects.get(number="198206062385").changed_to).exists(),
    ),
    "number instead of another": (
        "198206062393",
        lambda: Person.objects.filter(changed_to="198206062393").exists(),
    ),
    "administrator": ("195911142817", lambda: acts_for("195911142817") == [("196906112393", "Forvaltare")]),
    "signed for by one alone": ("165560000001", lambda: signs("165560000001") == [(Kind.ALONE, 1, 1)]),
    "signed for by two jointly": ("165560000019", lambda: signs("165560000019") == [(Kind.TWO_JOINTLY, 2, 2)]),
    "a rule that cannot be interpreted": (
        "165560000027",
        lambda: signs("165560000027") == [(Kind.NOT_INTERPRETABLE, 0, 0)],
    ),
    "signed for by the board": ("167696000012", lambda: signs("167696000012") == [(Kind.BOARD, 2, 3)]),
    "daily business": (
        "165560000035",
        lambda: signs("165560000035") == [(Kind.TWO_JOINTLY, 2, 2), (Kind.MANAGING_DIRECTOR, 1, 1)],
    ),
    "two of whom one must be named": ("165560000043", lambda: signs("165560000043") == [(Kind.WITH_ONE_OF, 2, 3)]),
    "two of a group": ("169696000018", lambda: signs("169696000018") == [(Kind.GROUP, 2, 3)]),
    "partners": ("169696000026", lambda: signs("169696000026") == [(Kind.ALONE, 1, 2)]),
    "dissolved": ("165560000050", lambda: status("165560000050") == Company.Status.DISSOLVED),
    "bankrupt": ("165560000068", lambda: status("165560000068") == Company.Status.BANKRUPT),
    "in liquidation": (
        "165560000076",
        lambda: (
            status("165560000076") == Company.Status.IN_LIQUIDATION
            and signs("165560000076") == [(Kind.ALONE, 1, 1)]
        ),
    ),
    "joint property": ("167179000018", lambda: form("167179000018") == Company.Form.JOINT_PROPERTY),
    "agency": ("162021009028", lambda: form("162021009028") == Company.Form.AGENCY),
}


def signs(number: str) -> list[tuple[str, int, int]]:
    """Of each rule its kind, how many it takes, and of how many."""
    company = Company.objects.get(number=number)
    assert company.signatory_rule_text.startswith("Firman tecknas")
    found = []
    for rule in company.rules.all():
        demanded = requirement_of(rule, company, company.officer_rows.all())
        found.append((rule.kind, demanded.count, len(demanded.group)))
    return found


def acts_for(number: str) -> list[tuple[str, str]]:
    applies = Guardianship.objects.filter(principal=number).in_force(clock.today())
    return list(applies.values_list("guardian", "kind"))


def status(number: str) -> str:
    return Company.objects.get(number=number).status


def form(number: str) -> str:
    return Company.objects.get(number=number).form


@pytest.mark.parametrize("promise", PROMISED)
def test_the_fixed_promises_are_kept(promise: str) -> None:
    number, kept = PROMISED[promise]

    assert number in {holder.number for holder in HOLDERS}
    assert kept()


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: holder.name)
def test_a_row_of_the_data_file_stands_in_the_databases(holder: world.WorldHolder) -> None:
    account = Account.objects.filter(recipient=holder.number).select_related("supplier").first()
    refused = SenderChoice.objects.filter(account=holder.number, accepted=False)
    mailbox = Mailbox.objects.filter(holder=holder.number).select_related("operator").first()

    assert (account.supplier.name if account else None) == holder.operator
    assert (account.pending if account else False) == holder.pending
    assert list(refused.values_list("sender__organisation", flat=True)) == list(holder.refuses)
    if holder.operator in actors.WITH_MAILBOXES and not holder.pending:
        assert mailbox is not None
        assert mailbox.operator.name == holder.operator
        assert (mailbox.email, mailbox.mobile) == (holder.email, holder.mobile)
        assert (mailbox.announce_by_email, mailbox.announce_by_sms) == (
            "email" in holder.announced_by,
            "sms" in holder.announced_by,
        )
    else:
        assert mailbox is None


REGISTERED = [person for person in world.named_persons() if person.in_population_register]


@pytest.mark.parametrize("person", REGISTERED, ids=lambda person: person.name)
def test_a_person_is_in_the_population_register_and_can_be_picked(person: world.WorldPerson) -> None:
    known = Person.objects.get(number=person.number)
    picked = EidHolder.objects.filter(number=person.number).values_list("name", "note")

    assert (known.name, known.city, known.protected) == (person.name, person.city, person.protected)
    assert list(picked) == ([(person.name, person.promise)] if person.e_legitimation else [])


def test_the_persons_to_pick_come_in_the_order_of_the_file() -> None:
    order = [person.number for person in world.named_persons() if person.e_legitimation]

    assert list(EidHolder.objects.values_list("number", flat=True))[: len(order)] == order


def test_companies_have_their_officers() -> None:
    offices = set(Officer.objects.values_list("company", "person", "role"))

    assert offices == {
        (company.number, officer["number"], officer["role"])
        for company in world.list_companies()
        for officer in company.officers
    }


def test_each_municipality_sends_for_itself_and_the_relay_for_both() -> None:
    rights = DispatchRight.objects.values_list("dispatcher__name", "sender__organisation")

    assert set(Sender.objects.values_list("organisation", "name")) == {
        (KOMMUN_A, "Kommun A"),
        (KOMMUN_B, "Kommun B"),
        (BANK, "Exempelbanken AB"),
    }
    assert Dispatcher.objects.count() == 4
    assert set(rights) == {
        ("Kommun A", KOMMUN_A),
        ("Kommun B", KOMMUN_B),
        ("Simulatorns förmedlare", KOMMUN_A),
        ("Simulatorns förmedlare", KOMMUN_B),
        ("Exempelbanken AB", BANK),
    }


def test_operators_receive_at_the_published_addresses() -> None:
    base = "https://localhost:8443/webservice/accao/"

    def at(port: int, place: str) -> str:
        return f"https://localhost:{port}/webservice/accao/behaviours/{place}/Service/v3"

    addresses = {supplier.name: supplier.service_address for supplier in Supplier.objects.all()}

    assert addresses == {
        "minmyndighetspost.se": f"{base}Service/v3",
        "kivra.com": f"{base}operators/kivra.com/Service/v3",
        "digimail.se": f"{base}operators/digimail.se/Service/v3",
        "driftstopp.example": "https://driftstopp.invalid/webservice/accao/Service/v3",
        "nekar.example": f"{base}operators/nekar.example/Service/v3",
        "seg.example": f"{base}operators/seg.example/Service/v3",
        "felar.example": f"{base}operators/felar.example/Service/v3",
        "bryter.example": f"{base}operators/bryter.example/Service/v3",
        "skrap.example": f"{base}operators/skrap.example/Service/v3",
        "kvicknar.example": f"{base}operators/kvicknar.example/Service/v3",
        "strang.example": f"{base}operators/strang.example/Service/v3",
        "post.norrverken.example": f"{base}operators/post.norrverken.example/Service/v3",
        "utgangen.example": at(8493, "expired_certificate/utgangen.example"),
        "felvard.example": at(8494, "wrong_host/felvard.example"),
        "otrodd.example": at(8495, "untrusted_certificate/otrodd.example"),
        "aterkallad.example": at(8496, "revoked_certificate/aterkallad.example"),
    }
    assert Supplier.objects.get(name="kivra.com").ui_path == "post/kivra.com/"
    assert dict(Operator.objects.values_list("display_name", "public_senders_only")) == {
        "Min myndighetspost": True,
        "Kivra": False,
        "Digimail": False,
        "Brevlådan som kvicknar till": False,
        "Den stränga brevlådan": False,
        "Norrverken AB:s egen mottagning": False,
    }

"""The print queue in the console: what is printed next, the runs, and what digital delivery saved."""

from print_supplier import runs
from print_supplier.models import PrintRun
from tests.console.conftest import Console, Fates, words


def test_the_print_queue_shows_what_is_printed_next_and_what_it_costs(console: Console, fates: Fates) -> None:
    told = words(console.page("print-queue"), "//*[@aria-labelledby='utskriftsko']")

    assert "1 brev" in told
    assert "Tolvan Tolvansson" in told
    assert "kr" in told


def test_printing_now_makes_a_run_with_its_pdf(console: Console, fates: Fates) -> None:
    answer = console.do("print-now")
    assert "Körning 1: 1 brev utskrivet." in answer.content.decode()

    page = console.page("print-queue")
    assert "Körning 1" in words(page, "//*[@aria-labelledby='korningar']")
    address = page.xpath("string(//*[@aria-labelledby='korningar']//a/@href)")
    assert console.client.get(address)["Content-Type"] == "application/pdf"
    assert "inget att skriva ut" in console.do("print-now").content.decode()


def test_what_was_saved_is_shown_by_channel_and_period(console: Console, fates: Fates) -> None:
    runs.print_queued()

    for period in ("i-dag", "vecka", "allt", "nonsens"):
        told = words(console.page("print-queue", period=period), "//*[@aria-labelledby='sparat']")
        assert "Mina meddelanden 1 sparade" in told
        assert "Utskrift 1" in told


def test_many_runs_go_on_over_pages(console: Console, db: None) -> None:
    PrintRun.objects.bulk_create(
        PrintRun(number=number, printed_at="2026-01-01T00:00Z", letters=10_000, sheets=30_000, cost_ore=12_345_678)
        for number in range(1, 31)
    )

    page = console.page("print-queue")

    assert "123\u00a0456,78 kr" in page.text_content()
    assert len(page.xpath("//li[contains(@class, 'run-row')]")) == 20
    assert len(console.page("print-queue", fore=11).xpath("//li[contains(@class, 'run-row')]")) == 10

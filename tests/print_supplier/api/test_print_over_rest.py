"""Paper for programs: what lies in the queue, printing now, the runs, and a letter's facts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.test import Client

from formedlare.models import Leg
from print_supplier import runs
from print_supplier.models import PrintLetter
from tests import cast
from tests.formedlare.api import curl
from tests.formedlare.api.conftest import Api, api
from tests.print_supplier.letters import queued
from tests.print_supplier.pdf_files import pages_of
from tests.relay import Relay, later

__all__ = ["api", "later"]

EMPTY = {"letters": 0, "sheets": 0, "cost_ore": 0, "oldest_queued_at": None}


def leg_of(api: Api, leg: Leg) -> dict[str, Any]:
    [shown] = api.get(f"deliveries/{leg.distribution.distribution_id}")["legs"]
    found: dict[str, Any] = shown
    return found


def test_what_lies_in_the_queue_is_counted(api: Api, relay: Relay) -> None:
    assert api.get("print-queue") == EMPTY
    first, _second = queued(relay), queued(relay)

    lying = api.get("print-queue")

    assert (lying["letters"], lying["sheets"], lying["cost_ore"]) == (2, 2, 2 * 1280)
    assert lying["oldest_queued_at"] == leg_of(api, first)["paper"]["queued_at"]
    assert len(api.get("deliveries", lane="print queue")["results"]) == 2


def test_a_letter_on_its_way_to_paper_tells_all_that_the_console_shows(api: Api, relay: Relay) -> None:
    leg = queued(relay)

    paper = leg_of(api, leg)["paper"]

    assert paper.pop("queued_at")
    assert paper.pop("address")[0] == "Tolvan Tolvansson"
    assert paper.pop("pdf") == f"http://testserver/print/letters/{leg.pk}.pdf"
    assert paper == {
        "pages": 1,
        "sheets": 1,
        "envelope": "C5",
        "weight_grams": 12,
        "postage_ore": 1150,
        "envelope_ore": 70,
        "sheets_ore": 60,
        "cost_ore": 1280,
        "run": None,
        "printed_at": None,
    }


def test_printing_now_makes_a_run_with_its_pdf_and_the_letter_names_it(api: Api, relay: Relay) -> None:
    leg = queued(relay)

    made = api.send("POST", "print-runs")

    assert made.status_code == 201
    run = api.get("print-runs/1")
    assert (run["number"], run["letters"], run["sheets"], run["cost_ore"]) == (1, 1, 1, 1280)
    assert len(pages_of(api.client.get(run["pdf"]).content)) == 1
    paper = leg_of(api, leg)["paper"]
    assert (paper["run"], paper["printed_at"]) == (1, run["printed_at"])
    assert api.get("print-queue") == EMPTY
    assert api.send("POST", "print-runs").status_code == 204, "the queue is empty"


def test_a_run_can_be_made_smaller(api: Api, relay: Relay) -> None:
    queued(relay), queued(relay)

    assert api.done("POST", "print-runs", {"most": 1})["letters"] == 1
    assert api.get("print-queue")["letters"] == 1
    assert api.problem("POST", "print-runs", {"most": 0})["errors"][0]["pointer"] == "/most"
    assert api.problem("POST", "print-runs", {"most": 501})["errors"][0]["pointer"] == "/most"


def test_runs_come_newest_first_in_pages(api: Api, relay: Relay) -> None:
    for _ in range(3):
        queued(relay)
        runs.print_queued()

    first = api.get("print-runs", limit=2)
    second = api.client.get(first["next"]).json()

    assert [run["number"] for page in (first, second) for run in page["results"]] == [3, 2, 1]
    assert second["next"] is None
    assert "4" in api.problem("GET", "print-runs/4", status=404)["detail"]
    assert api.problem("GET", "print-runs?sida=2")["errors"][0]["pointer"] == "/sida"


def test_a_file_that_is_forgotten_is_not_promised(
    api: Api, relay: Relay, later: Callable[[timedelta], None]
) -> None:
    leg = queued(relay)
    runs.print_queued()
    later(timedelta(hours=settings.RELAY_KEEP_HOURS, minutes=1))
    runs.delete_old_pages()

    assert api.get("print-runs")["results"][0]["pdf"] is None
    paper = leg_of(api, leg)["paper"]
    assert (paper["pdf"], paper["run"]) == (None, 1)


def test_a_letter_that_went_digitally_has_no_paper(api: Api, relay: Relay) -> None:
    leg = queued(relay, cast.MARIA)

    assert leg_of(api, leg)["paper"] is None
    assert not PrintLetter.objects.exists()


def test_the_examples_of_the_document_work(relay: Relay, client: Client) -> None:
    leg = queued(relay)

    calls = curl.calls("printing.md", {"DELIVERY": str(leg.distribution.distribution_id)})

    assert [call.send(client).status_code for call in calls] == [200, 200, 201, 200]

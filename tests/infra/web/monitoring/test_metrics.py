"""/metrics gives figures to Prometheus, and only to those who have the console's password."""

from datetime import date

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from far.models import CallCount
from formedlare.models import Lane


def figures(client: Client) -> dict[tuple[str, tuple[str, ...]], float]:
    """Each sample by its name and the values of its labels."""
    text = client.get("/metrics").content.decode()
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.django_db
def test_a_lane_whose_breaker_is_open_is_told(client: Client) -> None:
    Lane.objects.create(name="kivra.com", breaker=Lane.Breaker.OPEN, average_ms=250)
    Lane.objects.create(name="digimail.se")

    found = figures(client)

    assert found["mm_lane_breaker_open", ("kivra.com",)] == 1
    assert found["mm_lane_breaker_open", ("digimail.se",)] == 0
    assert found["mm_lane_waiting", ("kivra.com",)] == 0
    assert found["mm_lane_answer_seconds", ("kivra.com",)] == 0.25


@pytest.mark.django_db
def test_calls_are_counted_by_operation_and_fault(client: Client) -> None:
    monday = date(2026, 11, 23)
    for day, actor, code in (
        (monday, "162021004748", 0),
        (monday, "162021003898", 0),
        (monday, "162021004748", 5012),
    ):
        CallCount.objects.create(
            day=day, actor=actor, service="Service/v3", operation="deliverSecure", code=code, calls=3
        )

    found = figures(client)

    assert found["mm_soap_calls_total", ("0", "deliverSecure", "Service/v3")] == 6
    assert found["mm_soap_calls_total", ("5012", "deliverSecure", "Service/v3")] == 3


@pytest.mark.django_db
def test_a_component_that_does_not_work_is_nought(client: Client) -> None:
    found = figures(client)

    assert found["mm_component_works", ("database",)] == 1
    assert found["mm_component_works", ("queue worker",)] == 0


@pytest.mark.django_db
def test_webhook_events_are_counted_in_every_state(client: Client) -> None:
    found = figures(client)

    assert {labels for name, labels in found if name == "mm_webhook_events"} == {
        ("pending",),
        ("sent",),
        ("failed",),
    }


def test_without_the_password_there_are_no_figures(client: Client, settings: Settings) -> None:
    settings.CONSOLE_PASSWORD = "a long sentence"

    assert client.get("/metrics").status_code == 401

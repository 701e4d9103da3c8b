"""What the app brings to the simulator: its process, its task, its health check and its line at the start."""

import pytest
from django.apps import apps
from pytest_django.fixtures import Settings

from sender.office.apps import OfficeConfig


@pytest.fixture
def app() -> OfficeConfig:
    found = apps.get_app_config("formedlare_office")
    assert isinstance(found, OfficeConfig)
    return found


def test_it_listens_on_the_port_of_the_settings(app: OfficeConfig, settings: Settings) -> None:
    settings.SMTP_PORT = 31_125

    [process] = app.listening_processes()

    assert (process.name, process.port) == ("office", 31_125)


def test_it_says_where_mail_is_taken(app: OfficeConfig, settings: Settings) -> None:
    settings.SMTP_PORT, settings.OFFICE_DOMAIN = 31_125, "post.example"

    [(title, line)] = app.startup_lines()

    assert title == "Mail in"
    assert "31125" in str(line)
    assert "198101052382@post.example" in str(line)


def test_port_0_leaves_the_process_its_line_and_its_check_out(app: OfficeConfig, settings: Settings) -> None:
    settings.SMTP_PORT = 0

    assert list(app.listening_processes()) == []
    assert list(app.startup_lines()) == []
    assert dict(app.health_checks()) == {}


def test_forgotten_replies_are_sent_at_intervals_also_without_a_port(
    app: OfficeConfig, settings: Settings
) -> None:
    settings.SMTP_PORT, settings.ANNOUNCEMENT_SWEEP_SECONDS = 0, 17.0

    [task] = app.periodic_tasks()

    assert (task.task, task.every) == ("sender.office.sweep", 17.0)

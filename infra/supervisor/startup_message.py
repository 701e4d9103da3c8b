"""The message on the terminal when the simulator is ready: where everything is and what to try first."""

from collections.abc import Iterator

from django.conf import settings

from infra import declaration

READY = "Ready."
"""The last line of the message, for people and programs that wait for it."""


def startup_lines() -> Iterator[str]:
    """The lines of the message, for the roles that run."""
    yield ""
    yield "Mina meddelanden, simulated. Nothing here leaves this machine unless you tell it to."
    yield ""
    for app in declaration.served_apps():
        for title, text in app.startup_lines():
            yield from _table_row(title, text)
    yield from _table_row("Health", f"{settings.WEB_BASE_URL}healthz")
    yield from _table_row("Data", f"{settings.DATA_DIR} (make reset forgets it)")
    yield from _table_row("Stop", "Ctrl-C")
    yield ""
    yield READY


def _table_row(title: str, text: object) -> Iterator[str]:
    yield f"  {title:<10}{text}"

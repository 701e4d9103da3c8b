"""The journal under test: turned on, with a folder of its own and nothing from other tests in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from infra.hooks import exchanges
from testbed.journal.recording.recorder import recorder

EXCHANGES = "/api/v1/exchanges"


@dataclass
class Journal:
    """The journal over REST."""

    client: Client

    def find(self, **query: Any) -> list[dict[str, Any]]:
        """The exchanges on the first page, the newest first."""
        found: list[dict[str, Any]] = self.page(**query)["results"]
        return found

    def only(self, **query: Any) -> dict[str, Any]:
        [found] = self.find(**query)
        return found

    def page(self, status: int = 200, **query: Any) -> dict[str, Any]:
        answer = self.client.get(EXCHANGES, query)
        assert answer.status_code == status, answer.content.decode()
        found: dict[str, Any] = answer.json()
        return found

    def bytes_at(self, address: str) -> bytes:
        answer = self.client.get(address)
        assert answer.status_code == 200, answer.content
        if answer.streaming:
            return b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # of a file
        return answer.content


@pytest.fixture
def journal(client: Client, settings: Settings, tmp_path: Path, db: None) -> Iterator[Journal]:
    settings.JOURNAL_DIR = tmp_path / "journal"
    recorder.discard()
    exchanges.add_listener(recorder.note)
    try:
        yield Journal(client)
    finally:
        exchanges.remove_listener(recorder.note)
        recorder.discard()

"""Requests that wait, in threads of their own, as clients of their own would make them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test import Client


@dataclass
class Wait:
    """A request that waits, and its answer."""

    path: str
    body: dict[str, Any]
    status: int = 0
    answer: dict[str, Any] = field(default_factory=dict)
    answered_at: float = 0.0

    def run(self) -> None:
        try:
            response = Client().post(f"/api/v1/{self.path}", self.body, content_type="application/json")
            self.answered_at = time.monotonic()
            self.status, self.answer = response.status_code, response.json()
        finally:
            connection.close()


Begin = Callable[..., Wait]


@dataclass
class Waits:
    begun: list[tuple[Wait, threading.Thread]] = field(default_factory=list)

    def begin(self, path: str, timeout: float = 20, **body: Any) -> Wait:
        wait = Wait(path, {"timeout": timeout, **body})
        thread = threading.Thread(target=wait.run)
        thread.start()
        self.begun.append((wait, thread))
        return wait

    def finish(self) -> None:
        for _, thread in self.begun:
            thread.join(30)


@pytest.fixture
def waits() -> Iterator[Waits]:
    waits = Waits()
    yield waits
    waits.finish()

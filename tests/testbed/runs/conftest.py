"""Runs, and what is made in them, over REST and SOAP as a tester sees them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from infra.pki import store
from tests import cast

Committing = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


class Run:
    """A test run, through REST."""

    def __init__(self, client: Client, post: cast.Post, committing: Committing, **wanted: object) -> None:
        self.client, self._post, self._committing = client, post, committing
        made = client.post("/api/v1/runs", wanted, content_type="application/json")
        assert made.status_code == 201, made.content
        self.values: dict[str, Any] = made.json()
        self.label: str = self.values["label"]

    def send(self, path: str, **values: object) -> Any:
        header = self.label.encode().decode("latin-1")
        return self.client.post(
            f"/api/v1/{path}", json.dumps(values), content_type="application/json", headers={"X-MM-Label": header}
        )

    def make(self, path: str, **values: object) -> dict[str, Any]:
        # Other processes are told on commit, and files are removed then, which a test's transaction never does.
        with self._committing(execute=True):
            answer = self.send(path, **values)
        assert answer.status_code == 201, answer.content
        made: dict[str, Any] = json.loads(answer.content)
        return made

    def person(self, **values: object) -> str:
        return str(self.make("people", **values)["number"])

    def sender(self, **values: object) -> cast.Sender:
        made = self.make("actors", **values)
        identity = store.read_identity(folder_of(made["organisation"], made["serial"]))
        return cast.Sender(identity, made["name"], self._post)

    def remove(self) -> None:
        with self._committing(execute=True):
            answer = self.client.delete(f"/api/v1/runs/{self.values['id']}")
        assert answer.status_code == 204, answer.content

    def owns(self) -> dict[str, int]:
        found: dict[str, int] = self.client.get(f"/api/v1/runs/{self.values['id']}").json()["owns"]
        return found


def folder_of(organisation: str, serial: str) -> Path:
    """The folder with the certificate of this serial number."""
    folders = (settings.PKI_DIR / "clients").glob(f"{organisation}*")
    return next(
        folder for folder in folders if f"{store.read_identity(folder).certificate.serial_number:x}" == serial
    )


MakeRun = Callable[..., Run]


@pytest.fixture
def make_run(
    world: None, client: Client, post: cast.Post, django_capture_on_commit_callbacks: Committing
) -> Iterator[MakeRun]:
    cache.clear()
    yield lambda **wanted: Run(client, post, django_capture_on_commit_callbacks, **wanted)
    # Files are not rolled back.
    for file in (settings.PKI_DIR / "issued").glob("*-1655699*"):
        file.unlink()
    for pattern in ("1655699*", "*.example"):
        for folder in (settings.PKI_DIR / "clients").glob(pattern):
            shutil.rmtree(folder)

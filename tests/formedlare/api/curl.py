"""Reads the curl examples of a document, so that tests can run them as they stand."""

from __future__ import annotations

import re
import shlex
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

DOCS = Path(settings.BASE_DIR) / "docs"
HOST = "http://localhost:8000"


@dataclass
class Call:
    """One example: what curl would send."""

    method: str = ""
    url: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    data: str = ""
    file: str = ""

    def send(self, client: Client) -> Any:
        path = self.url.removeprefix(HOST)
        content_type = self.headers.pop("Content-Type", "application/x-www-form-urlencoded" if self.data else "")
        if self.file:
            file = SimpleUploadedFile("file.csv", self.file.encode())
            body = encode_multipart(BOUNDARY, {"file": file})
            return client.generic(self.method, path, body, MULTIPART_CONTENT)
        method = self.method or ("POST" if self.data else "GET")
        return client.generic(method, path, self.data, content_type, headers=self.headers)


def document(name: str) -> str:
    return (DOCS / name).read_text()


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def calls(name: str, values: Mapping[str, str]) -> list[Call]:
    """The document's calls in order, with these values for its $NAMES and files for its @names."""
    lines = [line for block in blocks(document(name), "console") for line in _commands(block)]
    return [_call(shlex.split(Template(line).safe_substitute(values)), values) for line in lines]


def _commands(block: str) -> list[str]:
    joined = block.replace("\\\n", " ")
    return [
        found.strip()
        for found in re.findall(r"^\$ (curl .*?)(?=^\$ |^[\[{]|\Z)", joined, re.DOTALL | re.MULTILINE)
    ]


def _call(words: list[str], files: Mapping[str, str]) -> Call:
    call, rest = Call(), iter(words[1:])
    for word in rest:
        if word == "-X":
            call.method = next(rest)
        elif word == "-H":
            name, _, value = next(rest).partition(": ")
            call.headers[name] = value
        elif word == "-d":
            call.data = next(rest)
        elif word == "--data-binary":
            call.data = files[next(rest).removeprefix("@")]
        elif word == "-F":
            call.file = files[next(rest).partition("=@")[2]]
        elif word == "-u":
            call.headers["Authorization"] = _basic(next(rest))
        else:
            call.url = word
    return call


def _basic(credentials: str) -> str:
    return "Basic " + b64encode(credentials.encode()).decode()

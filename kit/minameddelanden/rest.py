"""REST calls to the simulator: JSON in, JSON out, problems as exceptions."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

import urllib3

from minameddelanden.errors import NotInTime, NotReady, Problem

TIMEOUT_SECONDS: Final = 30.0
LABEL_HEADER: Final = "X-MM-Label"
Json = dict[str, Any]


class Rest:
    """The REST interface of one simulator, within one run or none."""

    def __init__(self, url: str, password: str = "", label: str = "") -> None:
        self.url = url.rstrip("/")
        self.password = password
        self.label = label
        # One pool for all threads of the process: a test may wait in one and send in another.
        self._pool = urllib3.PoolManager(maxsize=16, retries=False)

    def within(self, label: str) -> "Rest":
        """The same interface, within the run with the label."""
        return Rest(self.url, self.password, label)

    def get(self, path: str, **query: Any) -> Any:
        return self._call("GET", path, query=query)

    def post(self, path: str, body: Mapping[str, Any] | None = None, timeout: float = TIMEOUT_SECONDS) -> Any:
        return self._call("POST", path, body=body, timeout=timeout)

    def put(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        return self._call("PUT", path, body=body)

    def patch(self, path: str, body: Mapping[str, Any]) -> Any:
        return self._call("PATCH", path, body=body)

    def delete(self, path: str) -> Any:
        return self._call("DELETE", path)

    def post_octets(self, path: str, octets: bytes, content_type: str) -> Any:
        """Send a body that is no JSON."""
        return self._read("POST", path, self._ask("POST", path, octets, {"Content-Type": content_type}))

    def put_octets(self, path: str, octets: bytes, content_type: str) -> Any:
        """Put a body that is no JSON in place of what is there."""
        return self._read("PUT", path, self._ask("PUT", path, octets, {"Content-Type": content_type}))

    def octets(self, path: str) -> bytes:
        """The body of an answer that is no JSON.

        Raises:
            Problem: it was refused.
        """
        answer = self._ask("GET", path, None, {})
        if answer.status >= 400:
            raise self._problem("GET", path, answer)
        return answer.data

    def _call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
        timeout: float = TIMEOUT_SECONDS,
    ) -> Any:
        given = {name: as_text(value) for name, value in (query or {}).items() if value is not None}
        where = f"{path}?{urlencode(given)}" if given else path
        headers = {} if body is None else {"Content-Type": "application/json"}
        octets = None if body is None else json.dumps(body).encode()
        return self._read(method, path, self._ask(method, where, octets, headers, timeout))

    def _ask(
        self,
        method: str,
        path: str,
        octets: bytes | None,
        headers: Mapping[str, str],
        timeout: float = TIMEOUT_SECONDS,
    ) -> urllib3.BaseHTTPResponse:
        address = path if "://" in path else f"{self.url}{path}"
        try:
            return self._pool.request(
                method, address, body=octets, headers={**self._own_headers(), **headers}, timeout=timeout
            )
        except urllib3.exceptions.HTTPError as problem:
            raise NotReady(f"No simulator answers at {self.url}: {problem}") from problem

    def _own_headers(self) -> dict[str, str]:
        label = {LABEL_HEADER: self.label.encode().decode("latin-1")} if self.label else {}
        return label | ({"Authorization": f"Bearer {self.password}"} if self.password else {})

    def _read(self, method: str, path: str, answer: urllib3.BaseHTTPResponse) -> Any:
        if answer.status >= 400:
            raise self._problem(method, path, answer)
        return json.loads(answer.data) if answer.data else None

    def _problem(self, method: str, path: str, answer: urllib3.BaseHTTPResponse) -> Problem:
        try:
            body = json.loads(answer.data)
        except ValueError:
            body = {"detail": answer.data.decode(errors="replace")}
        kind = NotInTime if answer.status == 408 else Problem
        return kind(answer.status, body if isinstance(body, dict) else {}, f"{method} {path}")


def as_text(value: Any) -> str:
    """A value as a query parameter says it."""
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def as_json(value: Any) -> Any:
    """A value as JSON says it."""
    return value.isoformat() if hasattr(value, "isoformat") else getattr(value, "number", value)


def english(text: str) -> str:
    """The English half of a text in "Swedish | English". What it tells of may have bars, too, in both halves."""
    parts = text.split(" | ")
    return text if len(parts) % 2 else " | ".join(parts[len(parts) // 2 :])


def path_part(value: object) -> str:
    """A value as one part of a path."""
    return quote(str(value), safe="")

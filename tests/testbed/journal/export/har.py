"""What HAR 1.2 demands of an archive, as a JSON schema. Names that the standard does not know begin with _."""

from typing import Any, Final

from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]  # it has no types

TEXT: Final = {"type": "string"}
SIZE: Final = {"type": "integer", "minimum": -1}
TIME: Final = {"type": "number", "minimum": -1}


def an_object(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object with these members, any comment, and names of one's own."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {}), "comment": TEXT},
        "patternProperties": {"^_": {}},
        "required": list(required),
        "additionalProperties": False,
    }


def a_list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


PAIRS: Final = a_list(an_object({"name": {"type": "string", "minLength": 1}, "value": TEXT}))
COOKIES: Final = a_list(an_object({"name": TEXT, "value": TEXT}))
POST_DATA: Final = an_object({"mimeType": TEXT, "params": {"type": "array"}, "text": TEXT})
CONTENT: Final = an_object(
    {"size": SIZE, "mimeType": TEXT}, {"text": TEXT, "encoding": TEXT, "compression": {"type": "integer"}}
)
REQUEST: Final = an_object(
    {
        "method": {"enum": ["GET", "POST"]},
        "url": {"type": "string", "pattern": "^[a-z]+:[!-~]*$"},
        "httpVersion": TEXT,
        "cookies": COOKIES,
        "headers": PAIRS,
        "queryString": PAIRS,
        "headersSize": SIZE,
        "bodySize": SIZE,
    },
    {"postData": POST_DATA},
)
RESPONSE: Final = an_object(
    {
        "status": {"type": "integer"},
        "statusText": TEXT,
        "httpVersion": TEXT,
        "cookies": COOKIES,
        "headers": PAIRS,
        "content": CONTENT,
        "redirectURL": TEXT,
        "headersSize": SIZE,
        "bodySize": SIZE,
    }
)
TIMINGS: Final = an_object(
    {"send": {"type": "number", "minimum": 0}, "wait": {"type": "number", "minimum": 0}, "receive": TIME},
    {"blocked": TIME, "dns": TIME, "connect": TIME, "ssl": TIME},
)
ENTRY: Final = an_object(
    {
        "startedDateTime": {"type": "string", "format": "date-time"},
        "time": {"type": "number", "minimum": 0},
        "request": REQUEST,
        "response": RESPONSE,
        "cache": {"type": "object"},
        "timings": TIMINGS,
    },
    {"pageref": TEXT, "serverIPAddress": TEXT, "connection": TEXT},
)
ARCHIVE: Final = {
    "type": "object",
    "properties": {
        "log": an_object(
            {
                "version": {"const": "1.2"},
                "creator": an_object({"name": TEXT, "version": TEXT}),
                "entries": a_list(ENTRY),
            },
            {"browser": an_object({"name": TEXT, "version": TEXT}), "pages": {"type": "array"}},
        )
    },
    "required": ["log"],
    "additionalProperties": False,
}
VALIDATOR: Final = Draft202012Validator(ARCHIVE, format_checker=FormatChecker())


def require_har(archive: object) -> None:
    """Fail with all that is wrong with the archive."""
    wrong = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(archive)]
    assert wrong == []

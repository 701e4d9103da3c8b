"""A sender's address register, line by line and as a file."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from formedlare.models import ContactAddress
from tests import cast
from tests.formedlare.api.conftest import Api, refused

PATH = "senders/162021004748/addresses"
MARIA = {
    "recipient": cast.MARIA,
    "email": "maria@example.org",
    "mobile": "0701740605",
    "confirmed_on": "2026-03-01",
}
FILE = """recipient;email;mobile;confirmed_on
19810105-2382;maria@example.org;070-174 06 05;2026-03-01

192705178354;;+46701740606;2025-12-24
"""


def put_csv(api: Api, content: str | bytes, method: str = "PUT") -> Any:
    data = content if isinstance(content, bytes) else content.encode()
    return api.client.generic(method, f"/api/v1/{PATH}", data, "text/csv; charset=utf-8")


def test_lines_are_added_changed_listed_and_removed(api: Api) -> None:
    assert api.done("POST", PATH, [MARIA]) == {"stored": 1, "total": 1}
    arvid = {"recipient": "19270517-8354", "mobile": "+46 70 174 06 06", "confirmed_on": "2026-01-01"}
    api.done("POST", PATH, [{**MARIA, "email": "ny@example.org"}, arvid])

    listed = api.get(PATH)
    assert [line["email"] for line in listed["results"]] == ["", "ny@example.org"]
    assert listed["results"][0]["recipient"] == cast.ARVID
    assert listed["results"][0]["mobile"] == "+46701740606"
    first = api.get(PATH, limit=1)
    assert api.client.get(first["next"]).json()["results"] == listed["results"][1:]
    assert api.get(PATH, recipient="810105-2382")["results"] == listed["results"][1:]

    api.done("DELETE", f"{PATH}/{cast.MARIA}")
    api.problem("DELETE", f"{PATH}/{cast.MARIA}", status=404)
    assert ContactAddress.objects.count() == 1


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_replaces_the_register_however_it_was_saved(
    api: Api, bom: bytes, separator: str, newline: str
) -> None:
    api.done("POST", PATH, [{**MARIA, "recipient": "191212121212"}])

    content = bom + FILE.replace(";", separator).replace("\n", newline).encode()
    assert put_csv(api, content).json() == {"stored": 2, "total": 2}

    assert list(ContactAddress.objects.order_by("recipient").values_list("recipient", "mobile")) == [
        (cast.ARVID, "+46701740606"),
        (cast.MARIA, "+46701740605"),
    ]


def test_what_is_no_mobile_number_is_named_in_json_and_in_a_file(api: Api) -> None:
    [error] = api.problem("POST", PATH, [MARIA, {**MARIA, "recipient": cast.ARVID, "mobile": "08-123 456"}])[
        "errors"
    ]
    assert error["pointer"] == "/1/mobile"
    assert "”08-123 456” är inget mobilnummer" in error["detail"]
    assert "“08-123 456” is no mobile number" in error["detail"]

    [error] = refused(put_csv(api, FILE + "191212121212;;hemma;2026-03-01\n"), 400)["errors"]
    assert error["detail"].startswith("rad 5, mobile: ”hemma” är inget mobilnummer")
    assert ContactAddress.objects.count() == 0


def test_a_file_can_come_from_a_form(api: Api) -> None:
    file = SimpleUploadedFile("adresser.csv", FILE.encode(), "text/csv")
    answer = api.client.post(f"/api/v1/{PATH}", {"file": file})
    assert answer.json() == {"stored": 2, "total": 2}


def test_every_wrong_line_is_named_and_nothing_is_stored(api: Api) -> None:
    wrong = (
        FILE + "198101052383;x@example.org;;2026-03-01\n192705178354;hej;;2999-01-01\n191212121212;;;2026-03-01\n"
    )

    problem = refused(put_csv(api, wrong), 400)

    told = [error["detail"] for error in problem["errors"]]
    assert [text.split(":")[0] for text in told] == [
        "rad 5, recipient",
        "rad 6, email",
        "rad 6, confirmed_on",
        "rad 7",
    ]
    assert "check digit" in told[0]
    assert all("line " in text for text in told)
    assert ContactAddress.objects.count() == 0


def test_a_recipient_on_two_lines_is_named_with_both(api: Api) -> None:
    problem = refused(put_csv(api, FILE + "198101052382;x@example.org;;2026-03-01\n"), 400)
    told = [error["detail"].split(":")[0] for error in problem["errors"]]
    assert told == ["rad 2, recipient", "rad 5, recipient"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\n", "rubriken"),
        (b"namn;adress\n", "recipient, email, mobile, confirmed_on"),
        (FILE.replace("maria", "m\u00e5ria").encode("latin-1"), "rad 2: filen \u00e4r inte i UTF-8"),
        (b"recipient;email;confirmed_on\n198101052382;a@example.org\n", "rad 2: har 2 värden, inte 3"),
        (b'recipient;email;confirmed_on\n"198101052382', "rad 2"),
        (b"recipient;email;confirmed_on\n1\x00;2;3\n", "rad 2"),
    ],
)
def test_a_file_that_is_none_is_explained(api: Api, content: bytes, says: str) -> None:
    assert says in refused(put_csv(api, content), 400)["errors"][0]["detail"]


@pytest.mark.parametrize("body", [{}, {"recipient": cast.MARIA}, [7], [[]], "x"])
def test_json_that_is_no_list_of_lines_is_explained(api: Api, body: Any) -> None:
    api.problem("POST", PATH, body)


def test_a_body_of_unknown_length_is_not_taken_for_an_empty_one(api: Api) -> None:
    answer = api.send("POST", PATH, [MARIA], **{"Transfer-Encoding": "chunked"})
    assert "Content-Length" in refused(answer, 411)["detail"]


def test_too_much_at_a_time_is_told_before_it_is_read(api: Api) -> None:
    refused(put_csv(api, b"x" * (8 * 1_048_576 + 1)), 413)
    refused(put_csv(api, "recipient;email;confirmed_on\n" + "1;2;3\n" * 20_001), 413)


def test_several_files_at_once_are_refused(api: Api) -> None:
    files = {name: SimpleUploadedFile(f"{name}.csv", FILE.encode(), "text/csv") for name in ("a", "b")}

    problem = refused(api.client.post(f"/api/v1/{PATH}", files), 400)

    assert problem["errors"] == [{"pointer": "", "detail": "en fil åt gången | one file at a time"}]
    assert ContactAddress.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "pointer", "says"),
    [
        ({"recipient": "999"}, "/0/recipient", "rad 1, recipient: inget giltigt nummer: det har 3 siffror"),
        ({"recipient": None}, "/0/recipient", "rad 1, recipient: "),
        ({"email": "maria"}, "/0/email", "line 1, email: is no e-mail address"),
        ({"email": ["maria"]}, "/0/email", "line 1, email: is no e-mail address"),
        (
            {"confirmed_on": "1 mars"},
            "/0/confirmed_on",
            "line 1, confirmed_on: is no date; write it as 2026-03-01",
        ),
        ({"confirmed_on": "2999-01-01"}, "/0/confirmed_on", "rad 1, confirmed_on: är en dag som inte har varit"),
        ({"email": "", "mobile": ""}, "/0", "rad 1: email eller mobile behövs"),
        ({"phone": "1"}, "/0/phone", "there are recipient, email, mobile, confirmed_on"),
    ],
)
def test_a_wrong_value_is_named_by_its_place_and_its_line(
    api: Api, change: dict[str, Any], pointer: str, says: str
) -> None:
    [error] = api.problem("POST", PATH, [{**MARIA, **change}])["errors"]

    assert error["pointer"] == pointer
    assert says in error["detail"]
    assert ContactAddress.objects.count() == 0


def test_one_request_names_a_hundred_wrong_values_at_most(api: Api) -> None:
    assert len(api.problem("POST", PATH, [{}] * 120)["errors"]) == 100


@pytest.mark.parametrize("query", [{"limit": 0}, {"limit": 2_001}, {"recipient": "999"}, {"name": "Maria"}])
def test_a_list_is_narrowed_only_by_what_it_knows(api: Api, query: dict[str, Any]) -> None:
    answer = api.client.get(f"/api/v1/{PATH}", query)

    assert [error["pointer"] for error in refused(answer, 400)["errors"]] == [f"/{next(iter(query))}"]

"""Filled forms as words."""

import pytest

from infra.html.plain_text import plain_text_of


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("<input value='Maria Ek'>", "Maria Ek"),
        ("<input type=text value=Provby>", "Provby"),
        ("<input type=email value=a@kommun-a.example>", "a@kommun-a.example"),
        ("<input type=hidden value=hemligt>", ""),
        ("<input type=PASSWORD value=hemligt>", ""),
        ("<input type=file value=a.pdf>", ""),
        ("<input type=image value=a.png>", ""),
        ("<input type=checkbox>", "☐"),
        ("<input type=checkbox checked>", "☒"),
        ("<input type=radio checked=checked>", "☒"),
        ("<input>", ""),
        ("<textarea>två\nrader</textarea>", "två rader"),
        ("<select><option>ett<option>två</select>", "ett"),
        ("<select><option>ett<option selected>två</select>", "två"),
        ("<select multiple><option>ett<option>två</select>", ""),
        ("<select multiple><option selected>ett<option selected>två</select>", "ett, två"),
        ("<select></select>", ""),
    ],
)
def test_a_field_is_shown_as_it_was_filled_in(field: str, words: str) -> None:
    assert plain_text_of(f"<p>Svar: {field}</p>") == f"Svar: {words}".strip()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("<label>Namn</label><input value=Åsa>", "Namn Åsa"),
        ("Belopp<input value=500>kr", "Belopp 500 kr"),
        ("<input value=Åsa><input value=Ek><select><option>Provby</select>", "Åsa Ek Provby"),
        ("Ja<input type=checkbox checked>Nej<input type=checkbox>", "Ja ☒ Nej ☐"),
        ("(<input type=checkbox>), <input value=5>.", "(☐), 5."),
    ],
)
def test_fields_stand_apart_from_the_words_beside_them(form: str, words: str) -> None:
    assert plain_text_of(f"<form>{form}</form>") == words


def test_a_field_that_is_not_seen_says_nothing() -> None:
    assert plain_text_of("<p>Svar: <input style='display:none' value=dolt></p>") == "Svar:"
    assert plain_text_of("<p>Svar:<span style='visibility:hidden'><input value=dolt></span></p>") == "Svar:"


@pytest.mark.parametrize(
    "button",
    ["<button>Skicka</button>", *(f"<input type={kind} value=Skicka>" for kind in ("submit", "reset", "button"))],
)
def test_a_button_that_can_do_nothing_is_left_out(button: str) -> None:
    assert plain_text_of(f"<form action='https://a.example'>Svar: {button}</form>") == "Svar:"


@pytest.mark.parametrize(
    "link",
    [
        "<a href='https://a.example/x'><button>Till ärendet</button></a>",
        "<button><a href='https://a.example/x'>Till ärendet</a></button>",
    ],
)
def test_a_button_of_a_link_is_the_link(link: str) -> None:
    assert plain_text_of(link) == "Till ärendet (https://a.example/x)"

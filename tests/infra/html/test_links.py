"""A link in a letter says where it leads, also when its words say another address."""

import pytest

from infra.html.sanitise import sanitise_html


def link(address: str, words: str) -> str:
    return sanitise_html(f'<a href="{address}">{words}</a>')


def test_a_link_whose_words_name_no_place_says_where_it_leads() -> None:
    assert 'data-leads-to="www.kommun-a.example"' in link("https://www.kommun-a.example/x", "e-tjänsten")


@pytest.mark.parametrize(
    "words",
    [
        "https://kommun-a.example/logga-in",
        "www.kommun-a.example",
        "kommun-a.example",
        "Gå till <b>Kommun-A.example</b>.",
    ],
)
def test_a_link_whose_words_name_the_place_needs_no_mark(words: str) -> None:
    clean = link("https://www.kommun-a.example/logga-in", words)

    assert "data-" not in clean


@pytest.mark.parametrize(
    "words",
    ["https://kommun-a.example", "kommun-a.<b>example</b>", "Logga in på kommun-a.example/minsida nu"],
)
def test_a_link_whose_words_name_another_place_warns(words: str) -> None:
    assert 'data-differs="phish.example"' in link("https://phish.example/kommun-a.example", words)


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://kommun-a.example@phish.example/", "phish.example"),
        ("https://kommun-a.example.phish.example/", "kommun-a.example.phish.example"),
        ("https://kömmun-a.example/", "xn--kmmun-a-90a.example"),
        ("HTTPS://PHISH.EXAMPLE/", "phish.example"),
    ],
)
def test_an_address_that_looks_like_another_is_told_by_its_real_host(address: str, host: str) -> None:
    assert f'data-differs="{host}"' in link(address, "kommun-a.example")


def test_a_subdomain_of_what_the_words_name_is_the_same_place() -> None:
    assert "data-" not in link("https://e-tjanster.kommun-a.example/", "kommun-a.example")


def test_the_sender_cannot_say_itself_where_a_link_leads() -> None:
    clean = sanitise_html('<a href="https://phish.example/" data-leads-to="kommun-a.example">Logga in</a>')

    assert 'data-leads-to="phish.example"' in clean
    assert "kommun-a" not in clean


@pytest.mark.parametrize(
    "address", ["mailto:a@kommun-a.example", "tel:0101234567", "javascript:alert(1)", "//[", ""]
)
def test_what_is_no_address_of_the_web_gets_no_mark(address: str) -> None:
    assert "data-" not in link(address, "a@kommun-b.example")

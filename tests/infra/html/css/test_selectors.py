"""What a style sheet hides by the place of elements, their attributes or the width of screens is hidden."""

import time

import pytest

from infra.html.plain_text import plain_text_of
from infra.html.sanitise import sanitise_html

HIDE = "{display:none}"


@pytest.mark.parametrize(
    ("selector", "html"),
    [
        (".a + p", "<p class=a>syns</p><p>dolt</p><p>syns</p>"),
        (".a+p", "<p class=a>syns</p><p>dolt</p>"),
        (".a ~ p", "<p class=a>syns</p><p>dolt</p><p>dolt</p>"),
        ("p:nth-child(2)", "<p>syns</p><p>dolt</p><p>syns</p>"),
        ("p:nth-child(2n + 2)", "<p>syns</p><p>dolt</p><p>syns</p><p>dolt</p>"),
        ("div p:first-child", "<div><p>dolt</p><p>syns</p></div>"),
        ("p:last-of-type", "<div><p>syns</p><p>dolt</p></div>"),
        ("[class^=pre]", "<p class=preheader>dolt</p><p>syns</p>"),
        ("[class$=er]", "<p class=preheader>dolt</p><p>syns</p>"),
        ("[class*=head]", "<p class=preheader>dolt</p><p>syns</p>"),
        ("a[href^='https://x.example/']", "<a href='https://x.example/1'>dolt</a><p>syns</p>"),
        ('[title="a, b > c"]', "<p title='a, b &gt; c'>dolt</p><p>syns</p>"),
        ("[ hidden-by = yes ]", "<p hidden-by=yes>dolt</p><p>syns</p>"),
        ("[class~=x]", "<p class='a x'>dolt</p><p>syns</p>"),
        (":is(.x,.y)", "<p class=x>dolt</p><p>syns</p>"),
        ("div :where(.x, .y)", "<div><p class=y>dolt</p></div><p>syns</p>"),
    ],
)
def test_elements_are_hidden_by_their_place_and_attributes(selector: str, html: str) -> None:
    assert set(plain_text_of(f"<style>{selector}{HIDE}</style>{html}").split()) == {"syns"}
    assert "dolt" not in sanitise_html(f"<style>{selector}{HIDE}</style>{html}")


@pytest.mark.parametrize(
    "selector",
    ["p:hover", "p:focus-within", "a:visited + p", "p:nth-child(2", "p::first-line", "p:has(+ p)", "p > + p"],
)
def test_what_depends_on_the_reader_or_is_not_understood_hides_nothing(selector: str) -> None:
    assert plain_text_of(f"<style>{selector}{HIDE}</style><p>syns</p>") == "syns"


@pytest.mark.parametrize(
    "condition",
    ["@media (max-width:10000px)", "@media screen and (max-width: 2400px)", "@media (min-width:0)", "@layer a"],
)
def test_a_condition_that_every_screen_meets_is_met(condition: str) -> None:
    assert plain_text_of(f"<style>{condition}{{.x{HIDE}}}</style><p class=x>dolt</p><p>syns</p>") == "syns"


@pytest.mark.parametrize("condition", ["@media (max-width:600px)", "@media (min-width:900px)", "@media print"])
def test_a_condition_that_some_screens_meet_is_not(condition: str) -> None:
    assert plain_text_of(f"<style>{condition}{{.x{HIDE}}}</style><p class=x>syns</p>") == "syns"


def test_a_page_of_very_many_siblings_is_shown_in_time() -> None:
    sheet = "p ~ p ~ p{margin-top:0}" * 50 + ".x{display:none}"
    html = f"<style>{sheet}</style>" + "<p>syns</p>" * 8_000 + "<p class=x>dolt</p>"

    begun = time.process_time()
    text = plain_text_of(html)

    assert time.process_time() - begun < 5
    assert "dolt" not in text


def test_an_end_tag_of_a_break_breaks_the_line() -> None:
    assert plain_text_of("a</br>b</BR >c") == "a\nb\nc"


def test_a_selector_that_is_not_understood_is_left_in_time() -> None:
    sheet = "[a='b']" * 100 + "!{display:none}"
    begun = time.process_time()

    assert plain_text_of(f"<style>{sheet}</style><p>syns</p>") == "syns"
    assert time.process_time() - begun < 1

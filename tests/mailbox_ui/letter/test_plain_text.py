"""Plain text is shown as it was written, with addresses one can follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from mailbox_ui.letter.plain_text import with_links


def link(address: str) -> str:
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Hej <b>Anna</b>", "Hej &lt;b&gt;Anna&lt;/b&gt;"),
        ("Se https://a.example/x.", f"Se {link('https://a.example/x')}."),
        ("(http://a.example/)", f"({link('http://a.example/')})"),
        ("https://a.example/?a=1&b=2", link("https://a.example/?a=1&amp;b=2")),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("ftp://a.example", "ftp://a.example"),
        ('https://a.example/"onmouseover="x', f"{link('https://a.example/')}&quot;onmouseover=&quot;x"),
        ("https://a.example/<script>", f"{link('https://a.example/')}&lt;script&gt;"),
    ],
)
def test_addresses_become_links_and_the_rest_stays_text(text: str, shown: str) -> None:
    assert with_links(text) == shown


@given(st.text(alphabet="ab <>&\"'\n.:/htps?=", max_size=80))
def test_the_reader_sees_every_character_and_no_element_but_links(text: str) -> None:
    drawn = html.fragment_fromstring(f"<pre>x{with_links(text)}</pre>")

    assert "".join(drawn.itertext()) == f"x{text}"
    assert {element.tag for element in drawn} <= {"a"}
    assert all(str(element.get("href")).startswith("http") for element in drawn)

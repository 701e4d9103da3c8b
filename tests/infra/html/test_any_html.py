"""Any HTML is read, sanitised and written as text without an error, and nothing that runs or fetches is left."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html as parser

from infra.html.blocks import Block, blocks_of_html
from infra.html.plain_text import plain_text_of, raised_signs
from infra.html.sanitise import MARKS, TAGS, left_out_of, sanitise_html

WORDS = st.text(st.sampled_from("ab åÖ <&>\"'=/;{}\n\u00a0\u202e"), max_size=12)
NAMES = """\
p div b i a img table tr td th ul ol li sup sub s br style script svg iframe form input select option
textarea object math title template caption thead x-y
""".split()  # noqa: SIM905 (a list of them would take a page)
ATTRIBUTES = """\
href="javascript:alert(1)"
href='https://a.example/'
onclick=alert(1)
onerror='x()'
hidden
src="https://a.example/x.png"
src="data:image/png;base64,AA=="
src='data:text/html,x'
style="color:red"
style='background:url(https://a.example/x)'
style="display:none"
style="position:fixed;top:0"
colspan=3
rowspan=99
colspan=-1
colspan=x
start=5
type=a
action="https://a.example/"
checked
formaction="javascript:x"
srcdoc="<script>x</script>"
id=a
class=b
xlink:href='javascript:x'
""".splitlines()
opened = st.builds(
    lambda name, attributes, end: f"<{name} {' '.join(attributes)}{end}",
    st.sampled_from(NAMES),
    st.lists(st.sampled_from(ATTRIBUTES), max_size=3),
    st.sampled_from([">", "/>", ""]),
)
closed = st.sampled_from(NAMES).map("</{}>".format)
sources = st.lists(opened | closed | WORDS | st.just("<!-- x -->") | st.just("<![CDATA[x]]>"), max_size=14).map(
    "".join
)


def without_mark(sanitised: str) -> str:
    """The HTML after our own comment on what was left out, which stands first."""
    return sanitised.removeprefix(MARKS.get(left_out_of(sanitised), ""))


@given(source=sources | st.text(max_size=60))
@example(source='<svg><style><img src=x onerror="x()"></style></svg>')
@example(source="<math><mtext><table><mglyph><style><!--</style><img src onerror=x()>")
def test_nothing_that_runs_fetches_or_submits_is_left(source: str) -> None:
    # lxml, which reads it here as a browser would, takes no control characters.
    clean = re.sub("[\x00-\x08\x0b-\x1f\ufffe\uffff]", "", without_mark(sanitise_html(source)))
    if not clean.strip():
        return
    for element in parser.fragment_fromstring(clean, create_parent="main").iterdescendants():
        if not isinstance(element.tag, str):
            pytest.fail(f"a comment is left in {clean!r}")
        assert element.tag in TAGS
        for name, value in element.attrib.items():
            assert not str(name).lower().startswith(("on", "form", "action", "srcdoc"))
            assert "javascript:" not in str(value).lower()
            assert str(name) != "src" or str(value).startswith("data:image/")
            assert str(name) != "style" or not re.search(r"url\s*\(|position", str(value))


@given(source=sources | st.text(max_size=60))
@example(source="a<p><br>b")
@example(source="a<br><br><br>b")
def test_every_html_has_a_text_without_loose_spaces(source: str) -> None:
    text = plain_text_of(source)

    assert "\n\n\n" not in text
    assert not re.search(r"[ ]\n", text.replace(" | ", "|"))


@given(words=st.lists(st.text("abcåäö", min_size=1, max_size=8), min_size=1, max_size=8))
def test_every_word_of_a_paragraph_is_in_its_text(words: list[str]) -> None:
    source = (
        "<p>" + " ".join(f"<b>{word}</b>" if number % 2 else word for number, word in enumerate(words)) + "</p>"
    )

    assert plain_text_of(source) == " ".join(words)
    assert re.sub("<[^>]*>", "", sanitise_html(source)) == " ".join(words)


def all_blocks(blocks: list[Block]) -> list[Block]:
    inner = [
        block for outer in blocks for row in outer.rows for cell in row for block in all_blocks(list(cell.blocks))
    ]
    return [*blocks, *inner]


@given(source=sources)
def test_cells_stand_in_columns_that_exist(source: str) -> None:
    for block in all_blocks(list(blocks_of_html(source))):
        for row in block.rows:
            columns = [cell.column for cell in row]
            assert columns == sorted(columns)
            assert all(cell.width >= 1 and cell.column >= 0 for cell in row)


@given(digits=st.text("0123456789+-=()", min_size=1, max_size=10))
def test_digits_have_signs_for_powers_and_indices_of_the_same_length(digits: str) -> None:
    for raised in (1, -1):
        signs = raised_signs(digits, raised)
        assert signs is not None
        assert len(signs) == len(digits)
        assert not set(signs) & set(digits)


@pytest.mark.parametrize("text", ["", " ", "x1", "å"])
def test_what_has_no_such_signs_is_marked_otherwise(text: str) -> None:
    assert raised_signs(text, -1) is None

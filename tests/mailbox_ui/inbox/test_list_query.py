"""The addresses of lists: what they mean, and that nothing else comes of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbox_operator.mailbox.listing import SortOrder
from mailbox_ui.inbox.list_query import MAX_SHOWN, PAGE, ListKind, ListQuery
from mailbox_ui.inbox.return_link import ReturnLink

PLACE = "minmyndighetspost.se"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", ListKind.INBOX),
        ("arkiv/", ListKind.ARCHIVE),
        ("papperskorg/", ListKind.BIN),
        ("sok/", ListKind.ALL),
        ("mapp/0123456789ab/", ListKind.FOLDER),
    ],
)
def test_a_path_names_a_list(path: str, kind: ListKind) -> None:
    query = ListQuery.read_path(path)

    assert (query.kind, query.path) == (kind, path)
    assert query.address(PLACE) == f"/post/{PLACE}/{path}"


def test_the_query_says_what_the_list_shows() -> None:
    written = (
        "sok/?q=skatt&avsandare=Kommun+A&fran=2026-01-01&till=2026-12-31&bilaga=1&olast=1&ordning=aldst&visa=100"
    )

    query = ListQuery.read_path(written)

    assert (query.words, query.sender, query.order, query.size) == ("skatt", "Kommun A", SortOrder.OLDEST, 100)
    assert (query.since, query.until) == (date(2026, 1, 1), date(2026, 12, 31))
    assert (query.has_files, query.is_unread, query.is_filtered) == (True, True, True)
    assert query.path == written
    assert query.unfiltered.path == "sok/?q=skatt&ordning=aldst"


@pytest.mark.parametrize("nonsense", ["x", "2026-13-01", "9999-01-01", "0001-01-01", "1 januari", "\0"])
def test_nonsense_counts_as_absent(nonsense: str) -> None:
    values = {"fran": nonsense, "till": nonsense, "ordning": nonsense, "visa": nonsense, "bilaga": nonsense}

    assert ListQuery.read(ListKind.INBOX, "", values) == ListQuery()


@pytest.mark.parametrize(("written", "size"), [("1", PAGE), ("120", 120), ("99999", MAX_SHOWN), ("-5", PAGE)])
def test_a_page_has_a_least_and_a_largest_size(written: str, size: int) -> None:
    assert ListQuery.read(ListKind.INBOX, "", {"visa": written}).size == size


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example/",
        "https://evil.example/",
        "../../logga-ut/",
        "installningar/",
        "mapp/../../x/",
        "arkiv",
        "javascript:1",
    ],
)
def test_the_way_back_leads_nowhere_else(elsewhere: str) -> None:
    back = ReturnLink.read(PLACE, elsewhere, None)

    assert (back.path, back.address, back.words) == ("", f"/post/{PLACE}/", "Inkorg")


@given(st.text(max_size=80))
def test_any_way_back_stays_in_the_mailbox(written: str) -> None:
    address = ReturnLink.read(PLACE, written, None).address

    assert address.startswith(f"/post/{PLACE}/")
    assert address.isascii()


QUERIES = st.builds(
    ListQuery,
    kind=st.sampled_from([ListKind.INBOX, ListKind.ARCHIVE, ListKind.BIN, ListKind.ALL]),
    words=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40).map(str.strip),
    sender=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40),
    since=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
    has_files=st.booleans(),
    is_unread=st.booleans(),
    order=st.sampled_from(SortOrder),
    size=st.integers(PAGE, MAX_SHOWN),
)


@given(QUERIES)
def test_the_address_of_a_list_is_read_back(query: ListQuery) -> None:
    assert ListQuery.read_path(query.path) == query

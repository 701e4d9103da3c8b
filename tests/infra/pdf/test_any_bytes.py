"""Whatever bytes come as a PDF, the answer is a document or a problem with a name, and the next file is read."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from infra.pdf import reader
from infra.pdf.problems import PdfError, PdfProblem
from tests.infra.pdf.making import one_page, says

ORDINARY = one_page(says("Beslut"))
few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Each example is a question to a child process."""


def answer_to(content: bytes) -> reader.DocumentSummary | PdfProblem:
    try:
        return reader.read_pdf(content, 3)
    except PdfError as problem:
        return problem.problem


@few
@given(
    changes=st.lists(st.tuples(st.integers(0, len(ORDINARY) - 1), st.binary(max_size=6)), min_size=1, max_size=5)
)
def test_a_damaged_file_is_read_or_has_a_problem_with_a_name(changes: list[tuple[int, bytes]]) -> None:
    content = ORDINARY
    for place, octets in changes:
        content = content[:place] + octets + content[place + len(octets) :]

    answer = answer_to(content)

    if isinstance(answer, reader.DocumentSummary):
        assert len(answer.pages) == min(answer.page_count, 3)
        assert all(page.problem or (page.width > 0 and page.height > 0) for page in answer.pages)
    else:
        assert answer in {PdfProblem.DAMAGED, PdfProblem.ENCRYPTED, PdfProblem.TOO_LARGE}


@few
@given(cut=st.integers(0, len(ORDINARY)))
def test_a_file_that_ends_too_soon_breaks_nothing(cut: int) -> None:
    answer_to(ORDINARY[:cut])

    assert reader.read_pdf(ORDINARY, 3).pages[0].text == "Beslut"


@few
@given(content=st.binary(max_size=200) | st.binary(max_size=200).map(lambda octets: b"%PDF-1.7\n" + octets))
def test_other_bytes_are_damaged(content: bytes) -> None:
    assert answer_to(content) is PdfProblem.DAMAGED


@pytest.mark.parametrize("before", [b"\n", b"\xef\xbb\xbf", b"mail header\r\n" * 20])
def test_bytes_before_the_file_are_passed_over(before: bytes) -> None:
    answer = answer_to(before + ORDINARY)

    assert isinstance(answer, reader.DocumentSummary)
    assert answer.pages[0].text == "Beslut"

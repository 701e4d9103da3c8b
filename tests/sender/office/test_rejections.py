"""What an e-mail program reads when the gateway rejects something: codes, languages, lines of a legal length."""

import pytest
from pytest_django.fixtures import Settings

from infra.errors import AccessDenied, DispatcherNotApproved, InternalError, MinaMeddelandenError
from sender.office import rejections
from sender.office.rejections import MailRejected, in_ascii, temporary_rejection

TWO = MailRejected("Brevet saknar ämne.", "The mail has no subject.", smtp_code=554, status="5.6.0")


def test_an_answer_has_a_line_in_each_language_with_the_codes_before_it() -> None:
    assert TWO.answer(unicode=True).split("\r\n") == [
        "554-5.6.0 Brevet saknar ämne.",
        "554 5.6.0 The mail has no subject.",
    ]


def test_only_the_last_line_says_that_the_answer_ends() -> None:
    lines = MailRejected("Nej. " * 200, "No. " * 200).answer().split("\r\n")

    assert [line[3] for line in lines] == ["-"] * (len(lines) - 1) + [" "]


def test_an_answer_is_ascii_unless_the_program_reads_more() -> None:
    assert TWO.answer().startswith("554-5.6.0 Brevet saknar amne.")
    assert TWO.answer().isascii()


@pytest.mark.parametrize("unicode", [False, True])
@pytest.mark.parametrize("text", ["ord " * 2_000, "å" * 9_000, "€" * 9_000, "x" * 9_000])
def test_no_line_is_longer_than_smtp_allows(text: str, unicode: bool) -> None:
    lines = MailRejected(text, text).answer(unicode=unicode).split("\r\n")

    assert max(len(line.encode()) for line in lines) <= 510
    assert len(lines) <= 2 * rejections.MAX_LINES


def test_a_text_of_several_lines_becomes_one_line_of_the_answer() -> None:
    rejection = MailRejected("Ett\r\n550 5.1.1 två", "One\nQUIT\ttwo")

    assert rejection.answer(unicode=True).split("\r\n") == [
        "554-5.6.0 Ett 550 5.1.1 två",
        "554 5.6.0 One QUIT two",
    ]


def test_an_empty_text_still_makes_an_answer() -> None:
    assert MailRejected("", "").answer() == "554-5.6.0 -\r\n554 5.6.0 -"


def test_a_rejection_is_an_error_like_the_others() -> None:
    assert isinstance(TWO, MinaMeddelandenError)
    assert TWO.text.on_wire == "Brevet saknar ämne. | The mail has no subject."
    assert str(TWO) == "The mail has no subject."


def test_trouble_that_may_pass_asks_the_program_to_try_again() -> None:
    rejection = temporary_rejection("Upptaget.", "Busy.")

    assert (rejection.smtp_code, rejection.status) == (451, "4.3.0")


@pytest.mark.parametrize(
    ("refusal", "smtp_code", "status"),
    [
        (AccessDenied("Nej.", "No."), 554, "5.7.1"),
        (DispatcherNotApproved("Nej.", "No."), 554, "5.7.1"),
        (InternalError("FaR svarar inte.", "FaR does not answer."), 451, "4.3.0"),
    ],
)
def test_what_the_relay_refuses_is_final_and_its_own_trouble_is_not(
    refusal: MinaMeddelandenError, smtp_code: int, status: str
) -> None:
    rejection = rejections.rejection_by_relay(refusal)

    assert (rejection.smtp_code, rejection.status) == (smtp_code, status)
    assert rejection.text == refusal.text


def test_a_mail_that_is_too_large_hears_the_limit_and_its_own_size(settings: Settings) -> None:
    settings.MAX_SOAP_BYTES = 1_000

    rejection = rejections.rejection_of_size(1_234)

    assert (rejection.smtp_code, rejection.status) == (552, "5.3.4")
    assert "(1234 byte)" in rejection.text.swedish
    assert "1000 bytes" in rejection.text.english
    assert "1234" not in rejections.rejection_of_size().text.english


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("räksmörgås Å", "raksmorgas A"),
        ("”citat” – tankstreck…", '"citat" - tankstreck...'),
        ("ærlig smørrebrød", "aerlig smorrebrod"),
        ("naïve ½", "naive 1?2"),
        ("日本", "??"),
        ("", ""),
    ],
)
def test_letters_beyond_ascii_are_written_as_near_as_ascii_can(text: str, plain: str) -> None:
    assert in_ascii(text) == plain

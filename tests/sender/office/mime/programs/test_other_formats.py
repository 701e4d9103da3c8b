"""Texts that are neither plain nor HTML, protected mails, reports and answers of programs: said what they are."""

import pytest

from tests.sender.office.mime.mails import raw, refused, text_of

RTF = r"{\rtf1\ansi Hej \'c5sa\par}"
CALENDAR = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTAMP:20260101T100000Z\n"
    "DTSTART:20260102T100000Z\nSUMMARY:Möte\nEND:VEVENT\nEND:VCALENDAR\n"
)


def parts(kind: str, *content: str) -> bytes:
    body = "".join(f"--B\n{part}\n" for part in content) + "--B--\n"
    return raw(body, f'Content-Type: multipart/{kind}; boundary="B"')


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("text/rtf", "RTF"),
        ("application/rtf", "RTF"),
        ("text/enriched", "enriched text"),
        ("text/richtext", "richtext"),
        ("text/x-amp-html", "AMP"),
        ("text/csv", "CSV"),
        ("text/x-vcard", "visitkort"),
        ("text/x-other", "av typen text/x-other"),
    ],
)
def test_a_text_in_another_format_is_named_with_what_to_choose(kind: str, words: str) -> None:
    told = refused(raw(RTF, f"Content-Type: {kind}"))

    assert told.startswith("Brevets text är")
    assert words in told
    assert "Välj formatet HTML eller oformaterad text" in told


def test_a_text_in_another_format_beside_plain_text_is_left_out() -> None:
    mail = parts(
        "alternative", "Content-Type: text/plain\n\nHej", "Content-Type: text/enriched\n\n<bold>Hej</bold>"
    )

    assert text_of(mail).body == "Hej"


def test_an_attached_file_of_that_format_is_named_as_a_file() -> None:
    rtf = f'Content-Type: text/rtf; name="b.rtf"\nContent-Disposition: attachment\n\n{RTF}'

    assert "Bilagan b.rtf har typen text/rtf" in refused(parts("mixed", "Content-Type: text/plain\n\nHej", rtf))


def test_markdown_is_read_as_it_stands() -> None:
    assert text_of(raw("# Beslut\n\n*Hej*", "Content-Type: text/markdown")).body == "# Beslut\n\n*Hej*"


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("message/partial; id=x; number=1", "delat brev"),
        ("message/external-body; access-type=URL", "ligger någon annanstans"),
        ("application/x-microsoft-rpmsg-message; name=message.rpmsg", "bara Outlook kan öppna"),
        ("application/vnd.ms-outlook; name=x.msg", "sparat från Outlook"),
        ("application/json", "En bilaga utan namn har typen application/json"),
    ],
)
def test_other_things_that_no_mailbox_shows_are_said_in_words(kind: str, words: str) -> None:
    assert words in refused(raw("Content-Type: text/plain\n\nx", f"Content-Type: {kind}"))


def test_a_signature_before_what_it_signs_is_passed_over() -> None:
    signature = 'Content-Type: application/pkcs7-signature; name="smime.p7s"\n\nMAA='

    assert text_of(parts("signed", signature, "Content-Type: text/plain\n\nHej")).body == "Hej"


@pytest.mark.parametrize(
    ("subject", "header"),
    [
        ("Autosvar: Beslut", "Auto-Submitted: auto-generated"),
        ("Automatiskt svar: Beslut", "X-Auto-Response-Suppress: All"),
        ("Frånvarande: Beslut", "X-MS-Exchange-Inbox-Rules-Loop: a@b.example"),
        ("Automatic reply: Beslut", "X-Auto-Response-Suppress: DR, OOF"),
        ("Beslut", "Precedence: auto_reply"),
    ],
)
def test_an_answer_of_exchange_is_not_sent_on(subject: str, header: str) -> None:
    assert "automatiskt svar" in refused(raw("Borta", "Content-Type: text/plain", header, subject=subject))


@pytest.mark.parametrize(
    ("subject", "header"),
    [
        ("Beslut", "Auto-Submitted: auto-generated"),
        ("Faktura", "X-Auto-Response-Suppress: All"),
        ("Frånvaro i skolan", "X-Mailer: x"),
        ("Autosvarstjänsten stängs", "X-Auto-Response-Suppress: All"),
    ],
)
def test_a_letter_that_a_program_wrote_is_sent(subject: str, header: str) -> None:
    assert text_of(raw("Hej", "Content-Type: text/plain", header, subject=subject)).body == "Hej"


@pytest.mark.parametrize("method", ["REPLY", "counter"])
def test_an_answer_to_an_invitation_is_no_letter(method: str) -> None:
    words = refused(raw(CALENDAR, f"Content-Type: text/calendar; charset=utf-8; method={method}"))

    assert "svar på en mötesinbjudan" in words


def test_an_invitation_that_comes_twice_with_other_line_ends_is_attached_once() -> None:
    again = f'Content-Type: application/ics; name="invite.ics"\n\n{CALENDAR}'
    mail = parts("mixed", f"Content-Type: text/calendar; method=REQUEST\n\n{CALENDAR.strip()}", again)

    assert [item.filename for item in text_of(mail).attachments] == ["invite.ics"]

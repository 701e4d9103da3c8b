"""Texts that are neither plain nor HTML, protected mails, reports and answers of programs: said what they are."""

import pytest

from tests.sender.office.mime.mails import raw, refused, text_of
from tests.sender.office.mime.programs.parts import OF_PDF, OF_PNG, SHOWN_PNG, coded

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
        ("Frånvarande: Beslut", "X-MS-Exchange-Inbox-Rules-Loop: a@b.example\nIn-Reply-To: <1@b.example>"),
        ("Frånvaro: Beslut", "X-Auto-Response-Suppress: All\nReferences: <1@b.example>"),
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
        ("Frånvaroanmälan vecka 4", "Auto-Submitted: auto-generated"),
        ("Frånvaro: Åsa, matematik", "X-Auto-Response-Suppress: All"),
        ("Frånvaro från undervisningen", "Auto-Submitted: auto-generated\nReferences: <1@b.example>"),
        ("Out of office hours", "X-Auto-Response-Suppress: All"),
    ],
)
def test_a_letter_that_a_program_wrote_is_sent(subject: str, header: str) -> None:
    assert text_of(raw("Hej", "Content-Type: text/plain", header, subject=subject)).body == "Hej"


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ("(a comment) base64", "SGVq"),
        ("x-base64", "SGVq"),
        ("quoted printable", "=48ej"),
        ("QP", "=48ej"),
        ("8 bit", "Hej"),
        ("bit8", "Hej"),
        ("ascii", "Hej"),
    ],
)
def test_an_encoding_is_known_in_any_spelling(header: str, body: str) -> None:
    assert text_of(raw(body, "Content-Type: text/plain", f"Content-Transfer-Encoding: {header}")).body == "Hej"


@pytest.mark.parametrize("kind", ["text / plain; charset=utf-8", '"text/plain"; charset=utf-8', "TEXT/ plain"])
def test_a_type_is_known_with_blanks_and_quotation_marks(kind: str) -> None:
    assert text_of(raw("Hej Åsa", f"Content-Type: {kind}")).body == "Hej Åsa"


def test_the_first_subject_that_says_something_is_the_subject() -> None:
    assert text_of(b"Subject:\r\n" + raw("Hej", "Content-Type: text/plain")).subject == "Beslut"


@pytest.mark.parametrize(
    "source",
    ["cid:i@x", "cid:<i@x>", "cid:&lt;i@x&gt;", "cid: i@x", "cid:I@X", "cid:%3Ci@x%3E", "image001.png", "x.png"],
)
def test_a_picture_is_found_by_any_of_its_names(source: str) -> None:
    html = f'Content-Type: text/html; charset=utf-8\n\n<p>Hej <img src="{source}"></p>'
    picture = coded("image/png; name=x.png", OF_PNG, "Content-ID: <i@x>", "Content-Location: image001.png")

    assert SHOWN_PNG in text_of(parts("related", html, picture)).body


def test_a_picture_that_comes_twice_and_is_shown_once_is_no_attachment() -> None:
    html = 'Content-Type: text/html; charset=utf-8\n\n<p>Hej <img src="cid:i@x"></p>'
    pictures = [coded("image/png", OF_PNG, f"Content-ID: <{name}@x>") for name in "ij"]

    assert SHOWN_PNG in text_of(parts("related", html, *pictures)).body


def test_a_file_name_with_the_mark_of_another_form_is_read_without_it() -> None:
    pdf = coded("application/pdf", OF_PDF, "Content-Disposition: attachment; filename=\"UTF-8''R%C3%A4kning.pdf\"")

    assert text_of(parts("mixed", pdf)).attachments[0].filename == "Räkning.pdf"


@pytest.mark.parametrize("method", ["REPLY", "counter"])
def test_an_answer_to_an_invitation_is_no_letter(method: str) -> None:
    words = refused(raw(CALENDAR, f"Content-Type: text/calendar; charset=utf-8; method={method}"))

    assert "svar på en mötesinbjudan" in words


def test_an_answer_to_an_invitation_that_somebody_attaches_is_sent() -> None:
    answer = (
        "Content-Type: text/calendar; charset=utf-8; method=REPLY\n"
        f'Content-Disposition: attachment; filename="svar.ics"\n\n{CALENDAR}'
    )
    mail = parts("mixed", "Content-Type: text/plain\n\nSe svaret.", answer)

    assert [item.filename for item in text_of(mail).attachments] == ["svar.ics"]


def test_an_invitation_that_comes_twice_with_other_line_ends_is_attached_once() -> None:
    again = f'Content-Type: application/ics; name="invite.ics"\n\n{CALENDAR}'
    mail = parts("mixed", f"Content-Type: text/calendar; method=REQUEST\n\n{CALENDAR.strip()}", again)

    assert [item.filename for item in text_of(mail).attachments] == ["invite.ics"]


def test_an_answer_that_only_its_content_names_is_no_letter() -> None:
    answer = CALENDAR.replace("PRODID:x", "PRODID:x\nMETHOD:REPLY")
    mail = parts("alternative", "Content-Type: text/plain\n\nJa", f"Content-Type: text/calendar\n\n{answer}")

    assert "svar på en mötesinbjudan" in refused(mail)


def test_a_bounce_that_only_a_header_names_is_no_letter() -> None:
    bounce = raw("This message was created automatically", "X-Failed-Recipients: a@b.example")

    assert "en studs" in refused(bounce)

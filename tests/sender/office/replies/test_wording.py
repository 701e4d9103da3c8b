"""What a person reads in a bounce or a receipt: the subject, why, and both languages apart."""

from datetime import UTC, datetime

import pytest

from formedlare.models import Leg, Obstacle, PassedOver
from infra.texts import EMPTY, Text
from sender.office.models import OfficeMail, OfficeReply
from sender.office.replies import wording

WHEN = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
WHY = Text("mottagaren är avliden", "the recipient has died")


def reply(
    subject: str = "Beslut", kind: str = "bounce", *, printed: bool = False, reason: Text = EMPTY
) -> OfficeReply:
    mail = OfficeMail(subject=subject, addressed_to="198101052382@mm.local", received_at=WHEN)
    return OfficeReply(mail=mail, kind=kind, printed=printed, reason=reason)


def body_of(item: OfficeReply) -> tuple[str, str]:
    """The Swedish and the English part."""
    text = wording.write_body(item, Leg(recipient="198101052382"))
    swedish, line, english = text.partition("\n----\n")
    assert line
    return swedish, english


def test_each_channel_that_was_tried_has_a_line_by_its_name() -> None:
    passed_over = [
        PassedOver("mina_meddelanden", Obstacle.NO_MAILBOX.value, Text("ingen brevlåda", "no mailbox")),
        PassedOver("email", Obstacle.PROTECTION_CLASS.value, Text("aldrig", "never")),
        PassedOver("sms", Obstacle.PROTECTION_CLASS.value, Text("aldrig", "never")),
        PassedOver("print", Obstacle.DECEASED.value, WHY),
    ]

    swedish, english = wording.list_reasons(passed_over, EMPTY)

    assert swedish.splitlines() == [
        "- Mina meddelanden: ingen brevlåda",
        "- E-post: aldrig",
        "- SMS: aldrig",
        "- Utskrift: mottagaren är avliden",
    ]
    assert english.splitlines() == [
        "- Mina meddelanden: no mailbox",
        "- e-mail: never",
        "- SMS: never",
        "- print: the recipient has died",
    ]


def test_the_reason_of_the_letter_serves_where_no_channel_was_tried() -> None:
    assert wording.list_reasons([], WHY) == Text("- mottagaren är avliden", "- the recipient has died")


def test_a_channel_that_is_not_known_any_more_goes_by_its_stored_name() -> None:
    passed_over = [PassedOver("fax", Obstacle.OTHER.value, Text("upptaget", "busy"))]

    assert wording.list_reasons(passed_over, EMPTY) == Text("- fax: upptaget", "- fax: busy")


@pytest.mark.parametrize(
    ("kind", "subject"),
    [("bounce", "Kom inte fram: Beslut | Undeliverable"), ("receipt", "Framme: Beslut | Delivered")],
)
def test_the_subject_says_what_happened_in_both_languages_around_the_mail_s_own(kind: str, subject: str) -> None:
    assert wording.write_subject(reply(kind=kind)) == subject


@pytest.mark.parametrize("kind", ["bounce", "receipt"])
@pytest.mark.parametrize("length", [1, 200, 220, 221, 222, 223, 224, 255])
def test_a_long_subject_is_cut_so_that_the_whole_fits_the_column(kind: str, length: int) -> None:
    own = "å" * length

    subject = wording.write_subject(reply(own, kind))

    assert len(subject) <= 255
    assert own in subject or "…" in subject
    assert subject.endswith(("| Undeliverable", "| Delivered"))


def test_a_bounce_tells_which_mail_why_and_what_to_do_first_in_swedish() -> None:
    swedish, english = body_of(reply(reason=Text("- Utskrift: nej", "- print: no")))

    assert swedish.startswith("Brevet kom inte fram.\n\nÄmne: Beslut\nTill: 198101052382@mm.local\n")
    assert "Varför:\n- Utskrift: nej\n\nGör så här:\n- Är numret fel?" in swedish
    assert english.startswith("\nThe letter did not arrive.\n\nSubject: Beslut\nTo: 198101052382@mm.local\n")
    assert "Why:\n- print: no\n\nWhat to do:\n- Is the number wrong?" in english
    assert "print: no" not in swedish
    assert "Utskrift: nej" not in english


def test_the_time_is_swedish() -> None:
    swedish, english = body_of(reply())

    assert "Skickat: 2026-07-02 00:30" in swedish
    assert "Sent: 2026-07-02 00:30" in english


@pytest.mark.parametrize(
    ("printed", "swedish", "english"),
    [
        (False, "kommit fram till mottagarens digitala brevlåda", "arrived in the recipient's mailbox"),
        (True, "skrivits ut och skickas med posten", "been printed and goes by post"),
    ],
)
def test_a_receipt_says_whether_the_letter_went_on_paper(printed: bool, swedish: str, english: str) -> None:
    in_swedish, in_english = body_of(reply(kind="receipt", printed=printed))

    assert in_swedish.startswith(f"Brevet har {swedish}.")
    assert in_english.startswith(f"\nThe letter has {english}.")


@pytest.mark.parametrize("subject", ["{subject}", "{", "}{0}", "100 % {to.x}", "a | b"])
def test_a_subject_with_braces_or_bars_is_shown_as_it_is(subject: str) -> None:
    swedish, english = body_of(reply(subject, reason=Text("{when}", "{when}")))

    assert f"Ämne: {subject}\n" in swedish
    assert f"Subject: {subject}\n" in english
    assert "{when}" in swedish

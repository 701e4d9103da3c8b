"""What a message is about is found in its bytes, also in damaged ones."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testbed.journal.recording import contents
from testbed.journal.recording.contents import contents_of, operation_of
from tests.cast import ARVID, MARIA

words = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zs", "Zl", "Zp")), min_size=1, max_size=40)
prefixes = st.sampled_from(["", "m:", "ns2:", "a-b.c:"])


def element(prefix: str, name: str, text: str) -> str:
    return f"<{prefix}{name}>{html.escape(text)}</{prefix}{name}>"


@given(prefixes, words)
def test_any_subject_is_found_under_any_prefix_as_it_was_written(prefix: str, subject: str) -> None:
    found = contents_of(element(prefix, "Subject", subject).encode())

    assert found.subject == subject.strip()
    assert subject.strip() in found.words


@given(st.binary(max_size=300))
def test_any_bytes_are_looked_through_without_an_error(message: bytes) -> None:
    found = contents_of(message)

    assert len(found.words) <= contents.MAX_WORDS
    assert operation_of(message).isascii()


@given(st.lists(st.sampled_from([ARVID, MARIA, "165560000027"]), max_size=10), prefixes)
def test_each_recipient_is_named_once_in_the_order_of_the_message(numbers: list[str], prefix: str) -> None:
    message = "".join(element(prefix, "recipientId", number) for number in numbers)

    assert contents_of(message.encode()).recipients == list(dict.fromkeys(numbers))


@pytest.mark.parametrize("name", ["Recipient", "recipientId", "RECIPIENTIDS", "recipientids"])
def test_recipients_are_known_by_each_name_that_the_contracts_have(name: str) -> None:
    assert contents_of(element("", name, MARIA).encode()).recipients == [MARIA]


@pytest.mark.parametrize(
    "number", ["198101", "1981010523829", "19810105-2382", "nobody", "１９８１０１０５２３８２"]
)
def test_what_is_no_whole_number_is_nobody(number: str) -> None:
    assert contents_of(element("", "recipientId", number).encode()).recipients == []


@pytest.mark.parametrize("name", ["Id", "senderOrgNr", "senderOrganizationNumber"])
def test_the_sender_is_the_first_organisation_that_stands_where_senders_do(name: str) -> None:
    message = element("", "Id", "not an organisation") + element("", name, "162021004748")
    message += element("", name, "162021003898")

    assert contents_of(message.encode()).sender == "162021004748"


def test_the_identity_number_of_a_person_is_no_sender() -> None:
    assert contents_of(element("", "Id", MARIA).encode()).sender == ""


def test_the_first_of_several_subjects_is_shown_and_all_are_searched() -> None:
    found = contents_of((element("", "Subject", "Första") + element("", "Subject", "Andra")).encode())

    assert found.subject == "Första"
    assert found.words == "Första Andra"


def test_attributes_and_blanks_around_the_text_do_not_matter() -> None:
    assert contents_of(b'<m:Subject xmlns:m="x" id="1">\n  Beslut  \n</m:Subject>').subject == "Beslut"


def test_what_is_escaped_is_read_as_people_read_it() -> None:
    assert contents_of(b"<Subject>A &lt; B &amp; C&#229;</Subject>").subject == "A < B & Cå"


def test_text_of_more_than_a_line_or_two_is_not_searched_word_by_word() -> None:
    long = "QUFB" * 200

    assert contents_of(element("", "Body", long).encode()).words == ""


@pytest.mark.parametrize("name", ["DigestValue", "SignatureValue", "X509Certificate"])
def test_octets_of_a_signature_are_no_words(name: str) -> None:
    message = element("ds:", name, "OMXQOd/gnn+zs1mwYrs=") + element("m:", "Subject", "Beslut")

    assert contents_of(message.encode()).words == "Beslut"


def test_no_more_words_are_kept_than_the_index_needs() -> None:
    message = "".join(element("", "Text", "ord " * 50) for _ in range(200))

    assert len(contents_of(message.encode()).words) == contents.MAX_WORDS


def test_a_question_about_more_people_than_are_looked_at_loses_only_the_last() -> None:
    numbers = [f"19{number:010}" for number in range(contents.MAX_LEAVES + 5)]
    message = "".join(element("", "recipientId", number) for number in numbers)

    assert contents_of(message.encode()).recipients == numbers[: contents.MAX_LEAVES]


@pytest.mark.parametrize(
    ("message", "operation"),
    [
        (b"<e:Envelope><e:Body><m:deliverSecure>", "deliverSecure"),
        (b"<Envelope><Body>\n\n<deliverSecure xmlns='x'/>", "deliverSecure"),
        (b'<e:Body xmlns:e="y" id="z"><ns4:isReachable>', "isReachable"),
        (b"<e:Body/>", ""),
        (b"<e:Body>text</e:Body>", ""),
        (b"", ""),
        (b"<Bodyguard><a/>", ""),
    ],
)
def test_the_operation_is_the_first_element_of_the_body(message: bytes, operation: str) -> None:
    assert operation_of(message) == operation


def test_an_operation_far_behind_the_start_is_not_looked_for() -> None:
    assert operation_of(b" " * 20_000 + b"<Body><deliverSecure>") == ""


PIECES = [b"<Id>162021003898</Id>", b"<a", b">", b"</a>", b"A" * 450, b"B" * 999, b"C" * 2_345]


@given(st.lists(st.sampled_from(PIECES)))
def test_passing_over_long_texts_finds_the_same_as_looking_through_all(pieces: list[bytes]) -> None:
    message = b"".join(pieces)

    with pytest.MonkeyPatch.context() as patch:
        found = contents_of(message)
        patch.setattr(contents, "LONG_TEXT", len(message) + 1)
        assert contents_of(message) == found


def test_what_stands_behind_a_long_text_is_found() -> None:
    message = element("", "Body", "A" * 50_000) + element("", "Subject", "Beslut") + "B" * 3_000

    assert contents_of(message.encode()).subject == "Beslut"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_message_is_read_in_every_encoding_that_xml_must_have(encoding: str) -> None:
    content = element("m:", "Recipient", MARIA) + element("m:", "Subject", "Beslut på åkermark")
    message = f"<s:Envelope><s:Body><m:deliverSecure>{content}</m:deliverSecure></s:Body></s:Envelope>".encode(
        encoding
    )

    found = contents_of(message)

    assert operation_of(message) == "deliverSecure"
    assert (found.recipients, found.subject) == ([MARIA], "Beslut på åkermark")
    assert "åkermark" in found.words


def unnamed(operation: str, *values: str) -> bytes:
    """A call of the contracts whose values have no names."""
    content = "".join(f"<arg{number}>{value}</arg{number}>" for number, value in enumerate(values))
    return f"<s:Envelope><s:Body><r:{operation}>{content}</r:{operation}></s:Body></s:Envelope>".encode()


@pytest.mark.parametrize(
    ("message", "sender", "recipients"),
    [
        (unnamed("isReachable", "162021004748", MARIA), "162021004748", [MARIA]),
        (unnamed("isRegistered", MARIA), "", [MARIA]),
        (unnamed("isRegistered", "165560000019"), "", ["165560000019"]),
        (unnamed("getAllReachableAccounts", "162021004748", "3"), "162021004748", []),
        (unnamed("getAllRegisteredAccounts", "3"), "", []),
        (unnamed("isSenderAccepted", "162021004748"), "162021004748", []),
        # No sender: lists show senders' numbers whole.
        (unnamed("isSenderAccepted", MARIA), "", [MARIA]),
    ],
)
def test_values_without_names_are_told_apart_by_the_operation(
    message: bytes, sender: str, recipients: list[str]
) -> None:
    found = contents_of(message)

    assert (found.sender, found.recipients) == (sender, recipients)

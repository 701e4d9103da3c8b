"""Transfer encodings, as they are defined and as programs write them."""

import base64
import binascii
from email.message import Message

import pytest

from sender.office.mime.decoding.transfer import (
    Undecodable,
    decode_base64,
    decode_part,
    decode_uu,
    decode_uu_lines,
    encoding_of,
)

OCTETS = bytes(range(256)) * 3


def part_in(encoding: str, payload: str) -> Message:
    part = Message()
    part["Content-Transfer-Encoding"] = encoding
    part.set_payload(payload)
    return part


def uu_lines(octets: bytes) -> list[bytes]:
    return [binascii.b2a_uu(octets[at : at + 45]) for at in range(0, len(octets), 45)]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("base64", "base64"),
        (" Base64 ", "base64"),
        ('"quoted-printable"', "quoted-printable"),
        ("7bit; charset=utf-8", "7bit"),
        ("base64 (as always)", "base64"),
        ("<8bit>", "8bit"),
        ("", ""),
        ("(none)", ""),
    ],
)
def test_the_encoding_is_read_without_what_surrounds_it(written: str, read: str) -> None:
    assert encoding_of(part_in(written, "")) == read


def test_a_part_without_the_header_has_no_encoding() -> None:
    assert encoding_of(Message()) == ""


def test_the_first_of_two_encodings_counts() -> None:
    part = part_in("base64", "")
    part["Content-Transfer-Encoding"] = "7bit"

    assert encoding_of(part) == "base64"


@pytest.mark.parametrize("encoding", ["base64", "BASE64", "base-64", "b"])
def test_a_part_in_base64_is_decoded(encoding: str) -> None:
    assert decode_part(part_in(encoding, base64.encodebytes(OCTETS).decode())) == OCTETS


@pytest.mark.parametrize("encoding", ["quoted-printable", "quotedprintable", "Q"])
def test_a_part_in_quoted_printable_is_decoded(encoding: str) -> None:
    assert decode_part(part_in(encoding, "Hall=C3=A5 =\nd=C3=A4r")) == "Hallå där".encode()


@pytest.mark.parametrize("encoding", ["x-uuencode", "uue"])
def test_a_part_in_uuencode_is_decoded(encoding: str) -> None:
    code = b"begin 644 x.bin\n" + b"".join(uu_lines(OCTETS)) + b"`\nend\n"

    assert decode_part(part_in(encoding, code.decode())) == OCTETS


@pytest.mark.parametrize("encoding", ["", "7bit", "8-bit", "none", "utf-8", "iso-8859-1"])
def test_a_part_without_an_encoding_stays_as_it_is(encoding: str) -> None:
    assert decode_part(part_in(encoding, "a=C3=A5 SGVq")) == b"a=C3=A5 SGVq"


@pytest.mark.parametrize("encoding", ["x-yenc", "gzip", "binhex"])
def test_an_unknown_encoding_is_named(encoding: str) -> None:
    with pytest.raises(Undecodable, match=encoding):
        decode_part(part_in(encoding, "x"))


@pytest.mark.parametrize("cut", [0, 1, 2, 3])
def test_padding_may_be_missing(cut: int) -> None:
    octets = OCTETS[: len(OCTETS) - cut]

    assert decode_base64(base64.b64encode(octets).rstrip(b"=")) == octets


@pytest.mark.parametrize("space", [b"\r\n", b"\n\n", b" ", b"\t", b"\0"])
def test_white_space_in_base64_means_nothing(space: bytes) -> None:
    code = base64.b64encode(OCTETS)

    assert decode_base64(space.join(code[at : at + 7] for at in range(0, len(code), 7))) == OCTETS


def test_two_files_of_base64_after_each_other_are_joined() -> None:
    assert decode_base64(base64.b64encode(b"a") + b"\n" + base64.b64encode(b"bc")) == b"abc"


def test_a_footer_after_the_padding_is_left_out() -> None:
    assert decode_base64(base64.b64encode(b"abcd") + b"\n-- \nSkickat av listan!") == b"abcd"


def test_no_bytes_of_base64_are_no_bytes() -> None:
    assert decode_base64(b" \r\n") == b""


@pytest.mark.parametrize("code", [b"Hej, hur m\xe5r du?", b"!!!!", b"A", "ååå".encode()])
def test_what_is_no_base64_is_not_decoded(code: bytes) -> None:
    with pytest.raises(Undecodable, match="base64"):
        decode_base64(code)


@pytest.mark.parametrize("length", [1, 2, 44, 45, 46, 90, 100])
def test_uuencoded_files_of_any_length_are_decoded(length: int) -> None:
    octets = OCTETS[:length]

    assert decode_uu(b"begin 644 x\n" + b"".join(uu_lines(octets)) + b"`\nend\n") == octets


def test_text_before_begin_and_after_end_is_left_out() -> None:
    code = b"Se bilagan.\n\nbegin 644 x\n" + b"".join(uu_lines(b"abc")) + b"`\nend\nMvh\n"

    assert decode_uu(code) == b"abc"


@pytest.mark.parametrize("code", [b"", b"end\n", b"begin 644 x\n#86)C\n", b"begin 644 x\n", b"be 644 x\nend"])
def test_a_uuencoded_file_without_its_beginning_or_end_is_not_decoded(code: bytes) -> None:
    with pytest.raises(Undecodable, match="uuencode"):
        decode_uu(code)


def test_a_line_with_more_than_its_length_says_is_read_up_to_its_length() -> None:
    line = binascii.b2a_uu(b"abc").rstrip(b"\n") + b"  extra"

    assert decode_uu_lines([line, b"end"]) == b"abc"


def test_a_damaged_line_is_not_passed_over() -> None:
    with pytest.raises(Undecodable):
        decode_uu_lines([b"M\xff\xff\xff", b"end"])


@pytest.mark.parametrize("rule", [b"_" * 47, b"-- ", b"******", b"  ~~~~\r"])
def test_a_footer_after_code_without_padding_begins_with_a_rule(rule: bytes) -> None:
    assert decode_base64(base64.encodebytes(b"abcdef") + rule + b"\nLista mailing list\n") == b"abcdef"


def test_a_rule_before_the_code_is_no_footer() -> None:
    with pytest.raises(Undecodable, match="base64"):
        decode_base64(b"\n----\n" + base64.encodebytes(b"abc"))

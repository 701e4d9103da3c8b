"""What happened to a letter after signing, named; for each change, made for real."""

import copy
import textwrap

import pytest
from lxml import etree

from infra.xmlsig import seal_element
from infra.xmlsig.names import MESSAGE
from infra.xmlsig.normalise import canonicalise_element
from tests.infra.xmlsig.letters import DAY, Signer, delivery, find, hand_signed, on_the_wire, unsigned_seal
from tests.infra.xmlsig.refusals import reason, refused


class TestWhatHappenedAfterSigning:
    def test_pretty_printed(self, letter: etree._Element) -> None:
        etree.indent(letter.getroottree(), "   ")

        assert reason(letter).startswith("The message was pretty-printed")

    def test_signed_pretty_printed_and_sent_compact(self, sender: Signer, relay: Signer) -> None:
        printed = delivery()
        etree.indent(printed, "    ")
        signed = hand_signed(delivery(), sender, over=canonicalise_element(printed))
        letter = on_the_wire(seal_element(signed, DAY, relay.key, relay.certificate))

        assert "was signed pretty-printed, but that white space was changed" in reason(letter)

    @pytest.mark.parametrize(("width", "end"), [(76, "\n"), (76, "\r\n"), (64, "\n")])
    def test_bodies_wrapped_when_signed_and_sent_in_one_line(
        self, sender: Signer, relay: Signer, width: int, end: str
    ) -> None:
        wrapped = delivery()
        for body in wrapped.iter(f"{{{MESSAGE}}}Body"):
            assert body.text is not None
            body.text = end.join(textwrap.wrap(body.text, width)) + end
        signed = hand_signed(delivery(), sender, over=canonicalise_element(wrapped))
        letter = on_the_wire(seal_element(signed, DAY, relay.key, relay.certificate))

        assert reason(letter).startswith("The base64 of Body (content or attachment) was wrapped")

    def test_bodies_wrapped_after_signing(self, letter: etree._Element) -> None:
        body = find(find(letter, "Attachment"), "Body")
        assert body.text is not None
        body.text = "\n".join(textwrap.wrap(body.text, 76))

        assert reason(letter).startswith("The base64 of Body (content or attachment) was wrapped")

    def test_the_sender_s_signature_wrapped_after_sealing(self, letter: etree._Element) -> None:
        for name in ("SignatureValue", "X509Certificate"):
            part = find(letter, name)
            assert part.text is not None
            part.text = "\r\n".join(textwrap.wrap(part.text, 76))

        assert reason(letter).startswith("The sender's SignatureValue or X509Certificate was wrapped")

    def test_carriage_returns_lost(self, sender: Signer, relay: Signer) -> None:
        unsigned = delivery()
        text = find(unsigned, "Text")
        assert text.text is not None
        windows = copy.deepcopy(unsigned)
        find(windows, "Text").text = text.text.replace("\n", "\r\n")
        signed = hand_signed(unsigned, sender, over=canonicalise_element(windows))
        letter = on_the_wire(seal_element(signed, DAY, relay.key, relay.certificate))

        assert reason(letter).startswith("Line ends (CR LF against LF) were changed")

    @pytest.mark.parametrize(
        ("signed_as", "sent", "told"),
        [
            (
                "2024-05-06",
                "2024-05-06+02:00",
                "ReceivedTime was changed after signing: the date's time zone",
            ),
            (
                "2024-05-06+02:00",
                "2024-05-06",
                "ReceivedTime was changed after signing: the date's time zone",
            ),
            (
                "2024-05-05",
                "2024-05-06",
                "ReceivedTime was changed after signing: another date («2024-05-05»)",
            ),
            ("2024-05-06Z", "2024-05-07+02:00", "ReceivedTime was changed after signing: another date"),
        ],
    )
    def test_the_seal_s_date(
        self, signed: etree._Element, relay: Signer, signed_as: str, sent: str, told: str
    ) -> None:
        over = canonicalise_element(unsigned_seal(signed, signed_as))
        letter = on_the_wire(hand_signed(unsigned_seal(signed, sent), relay, over=over))

        assert reason(letter).startswith(told)

    def test_the_seal_s_verdict(self, letter: etree._Element) -> None:
        find(letter, "SignaturesOK").text = "1"

        assert reason(letter).startswith(
            "SignaturesOK was changed after signing: another value was signed («true»)"
        )

    @pytest.mark.parametrize(
        ("name", "before", "after", "told"),
        [
            ("Subject", "Till dig ", "Till dig", "white space before or after"),
            ("Subject", "Till dig", " Till dig\n", "white space before or after"),
            ("Subject", "Till  dig", "Till   dig", None),
            ("Subject", "Till dig", "Till \n dig", "white space inside"),
            ("Subject", "Välkommen", "VÃ¤lkommen", "character encoding"),
            ("Subject", "VÃ¤lkommen", "Välkommen", "character encoding"),
            ("Subject", "Välkommen", "Va\u0308lkommen", "Unicode form"),
            ("Subject", "Råd & rön", "Råd &amp; rön", "escaped twice"),
            ("Id", "2021004748", "162021004748", "another form"),
            ("Id", "202100-4748", "162021004748", "another form"),
            ("Language", "SVSE", "svSE", None),
            ("Checksum", "ABCDEF", "abcdef", "upper and lower case"),
        ],
    )
    def test_one_text(
        self, sender: Signer, relay: Signer, name: str, before: str, after: str, told: str | None
    ) -> None:
        signed_form, sent = delivery(), delivery()
        find(signed_form, name).text = before
        find(sent, name).text = after
        signed = hand_signed(sent, sender, over=canonicalise_element(signed_form))

        said = reason(on_the_wire(seal_element(signed, DAY, relay.key, relay.certificate)))

        if told is not None:
            assert said.startswith(f"{name} was changed after signing: ")
            assert told in said

    def test_a_text_s_words_are_not_repeated_in_the_fault(self, letter: etree._Element) -> None:
        subject = find(letter, "Subject")
        subject.text = f"{subject.text} "

        fault = refused(letter)

        assert fault.text.english.startswith("Subject was changed after signing: white space")
        assert "förskolan" not in fault.text.on_wire

"""A signature is good for one registration or change, in every form and however it is written."""

import base64
import dataclasses
import threading

import pytest
from django.db import connection, transaction

from contracts import common
from far.models import UsedSignature
from far.signatures import VerifiedSignature, claim_all, verify_signature
from infra.errors import RegistrationNotSigned
from infra.errors.codes import ErrorCode
from infra.pki import nonces
from mailbox_ui.eid import SignatureForm, sign_text

MARIA, ARVID, TEXT = "198101052382", "192705178354", "Jag byter till en annan operatör."
PLAIN = common.SignatureData(signature=f"SERIALNUMBER={MARIA}, CN=Maria Ek, C=SE".encode(), certificate="x")


def use(*signatures: common.SignatureData) -> None:
    claim_all([verify_signature(signature, TEXT) for signature in signatures])


def is_refused(*signatures: common.SignatureData) -> bool:
    with pytest.raises(RegistrationNotSigned) as refused:
        use(*signatures)
    assert refused.value.code is ErrorCode.REGISTER_SIGNATURE_ERROR
    assert "redan använd" in refused.value.text.swedish
    return "has been used already" in refused.value.text.english


@pytest.mark.parametrize("form", SignatureForm)
def test_the_same_signature_is_refused_the_second_time(form: SignatureForm) -> None:
    data = sign_text(MARIA, TEXT, form)
    use(data)

    assert is_refused(data)


@pytest.mark.parametrize("form", SignatureForm)
def test_another_signature_of_the_same_person_is_not(form: SignatureForm) -> None:
    for _ in range(3):
        use(sign_text(MARIA, TEXT, form))


def test_the_plain_form_without_nonce_is_refused_the_second_time_and_with_another_nonce_accepted() -> None:
    use(PLAIN)

    assert is_refused(PLAIN)
    use(dataclasses.replace(PLAIN, nonce="2"))


@pytest.mark.parametrize("form", [SignatureForm.XML, SignatureForm.PKCS7])
def test_a_signature_written_in_another_way_is_still_the_same(form: SignatureForm) -> None:
    data = sign_text(MARIA, TEXT, form)
    use(data)

    wrapped = base64.encodebytes(data.signature)
    with_space = data.signature.replace(b"</ds:SignatureValue>", b"\n</ds:SignatureValue>")
    for signature in (wrapped, with_space):
        other = dataclasses.replace(data, signature=signature, certificate="Någon annan")
        assert is_refused(other)


def test_a_nonce_of_the_simulator_is_good_for_one_signature() -> None:
    nonce = nonces.issue_nonce()
    use(sign_text(MARIA, TEXT, nonce=nonce))

    assert is_refused(sign_text(ARVID, TEXT, SignatureForm.PKCS7, nonce=nonce))


def test_a_nonce_of_somebody_else_may_come_again() -> None:
    use(sign_text(MARIA, TEXT, nonce="4711"))
    use(sign_text(ARVID, TEXT, nonce="4711"))


def test_twice_in_one_request_is_refused_and_uses_nothing_up() -> None:
    data, other = sign_text(MARIA, TEXT), sign_text(ARVID, TEXT)

    assert is_refused(other, data, data)

    assert not UsedSignature.objects.exists()
    use(other, data)


def test_nothing_is_used_up_when_the_caller_s_transaction_fails() -> None:
    data = sign_text(MARIA, TEXT)

    with transaction.atomic():
        use(data)
        transaction.set_rollback(True)

    use(data)


def test_a_refusal_leaves_the_caller_s_transaction_usable() -> None:
    data = sign_text(MARIA, TEXT)
    use(data)

    with transaction.atomic():
        assert is_refused(data)
        use(sign_text(MARIA, TEXT))


def test_no_signature_needs_nothing() -> None:
    claim_all([])

    assert not UsedSignature.objects.exists()


def test_neither_number_nor_signature_is_kept() -> None:
    use(PLAIN)

    [row] = UsedSignature.objects.values_list("digest", flat=True)
    assert MARIA not in row
    assert len(row) == 64


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_wins() -> None:
    verified = verify_signature(sign_text(MARIA, TEXT), TEXT)
    begin = threading.Barrier(4)
    outcomes: list[bool] = []

    def claim() -> None:
        begin.wait()
        outcomes.append(_claims(verified))
        connection.close()

    threads = [threading.Thread(target=claim) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [False, False, False, True]


def _claims(verified: VerifiedSignature) -> bool:
    try:
        with transaction.atomic():
            claim_all([verified])
    except RegistrationNotSigned:
        return False
    return True

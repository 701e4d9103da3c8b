"""Signatures as the specification's own library reads them, and as subscribers of before do."""

import base64
import hashlib
import hmac
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from webhooks.sending import signing
from webhooks.sending.signing import MalformedSecret

BODY = '{"id": "1", "reference": "åäö"}'.encode()
KEY = b"0123456789abcdef0123456789abcdef"
SECRET = "whsec_" + base64.b64encode(KEY).decode()
FROM_BEFORE = "mmwh_0123456789abcdef0123456789abcdef"


def _signed(secret: str, body: bytes = BODY) -> dict[str, str]:
    return signing.signed_headers(secret, "evt-1", body, int(time.time()))


def test_the_library_verifies_what_a_new_secret_signs() -> None:
    secret = signing.new_secret()

    assert Webhook(secret).verify(BODY, _signed(secret)) == {"id": "1", "reference": "åäö"}


def test_new_secrets_differ_and_hold_as_many_bytes_as_the_specification_wants() -> None:
    one, other = signing.new_secret(), signing.new_secret()

    assert one != other
    assert one.startswith("whsec_")
    assert 24 <= len(base64.b64decode(one.removeprefix("whsec_"), validate=True)) <= 64


@given(st.binary(min_size=24, max_size=64))
def test_the_library_verifies_with_any_key_that_the_specification_allows(key: bytes) -> None:
    secret = "whsec_" + base64.b64encode(key).decode()

    signing.require_well_formed(secret)

    assert signing.key_of(secret) == key
    Webhook(secret).verify(BODY, _signed(secret))


@pytest.mark.parametrize("secret", [FROM_BEFORE, "av mottagaren själv", "whsec_no base64 here"])
def test_any_other_secret_signs_with_its_bytes(secret: str) -> None:
    Webhook(secret.encode()).verify(BODY, _signed(secret))
    as_standard = "whsec_" + base64.b64encode(secret.encode()).decode()
    Webhook(as_standard).verify(BODY, _signed(secret))


@pytest.mark.parametrize("secret", [SECRET, FROM_BEFORE, "av mottagaren själv"])
def test_the_header_of_before_is_signed_with_the_whole_secret(secret: str) -> None:
    headers = _signed(secret)

    parts = dict(part.split("=") for part in headers["X-MM-Signature"].split(","))
    wanted = hmac.new(secret.encode(), parts["t"].encode() + b"." + BODY, hashlib.sha256).hexdigest()
    assert parts["v1"] == wanted
    assert parts["t"] == headers["webhook-timestamp"]
    assert headers["X-MM-Event-Id"] == headers["webhook-id"] == "evt-1"


def test_the_library_refuses_another_body_another_id_another_time_and_another_secret() -> None:
    headers = _signed(SECRET)
    later = str(int(headers["webhook-timestamp"]) + 1)

    for secret, body, changed in (
        (SECRET, b"{}", {}),
        (SECRET, BODY, {"webhook-id": "evt-2"}),
        (SECRET, BODY, {"webhook-timestamp": later}),
        (signing.new_secret(), BODY, {}),
    ):
        with pytest.raises(WebhookVerificationError):
            Webhook(secret).verify(body, headers | changed)


def test_padding_may_be_left_out_as_the_library_allows() -> None:
    unpadded = SECRET.rstrip("=")

    signing.require_well_formed(unpadded)

    assert signing.key_of(unpadded) == KEY
    Webhook(unpadded).verify(BODY, _signed(unpadded))


@pytest.mark.parametrize("rest", ["", "=", "no base64 here, but long enough", "MDEy", "å" * 40, "A" * 100])
def test_a_prefix_without_a_key_behind_it_is_refused_in_both_languages(rest: str) -> None:
    with pytest.raises(MalformedSecret) as refused:
        signing.require_well_formed("whsec_" + rest)

    assert "24–64 byte i base64" in refused.value.text.swedish
    assert "24–64 bytes in base64" in refused.value.text.english


@pytest.mark.parametrize("secret", ["whsec_", "whsec_=", "whsec_åäö åäö åäö"])
def test_a_malformed_secret_that_was_given_before_still_signs(secret: str) -> None:
    assert signing.key_of(secret) == secret.encode()
    Webhook(secret.encode()).verify(BODY, _signed(secret))

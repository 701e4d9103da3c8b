"""Signatures of persons for tests: the reference implementation's plain form, each with a nonce of its own."""

import itertools

from contracts import common

_numbers = itertools.count(1)


def signed_by(*numbers: str) -> list[common.SignatureData]:
    """One signature of each person."""
    return [_mocked(number) for number in numbers]


def _mocked(number: str) -> common.SignatureData:
    text = f"SERIALNUMBER={number}, GIVENNAME=Nils, SURNAME=Test, CN=Nils Test {next(_numbers)}, C=SE"
    return common.SignatureData(signature=text.encode(), certificate="Test")

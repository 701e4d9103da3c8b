"""Why a letter is refused."""

import pytest
from lxml import etree

from infra.errors import SignatureFault
from infra.errors.codes import ErrorCode
from infra.xmlsig import SignedName, verify_sealed
from tests.infra.xmlsig.letters import V3, Everyone


def refused(letter: etree._Element, version: SignedName = V3) -> SignatureFault:
    with pytest.raises(SignatureFault) as fault:
        verify_sealed(letter, version, Everyone())
    assert fault.value.code == ErrorCode.SIGNATURE_ERROR
    assert fault.value.text.swedish != fault.value.text.english, "said in both languages"
    return fault.value


def reason(letter: etree._Element, version: SignedName = V3) -> str:
    return refused(letter, version).text.english

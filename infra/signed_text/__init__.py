"""Texts that persons have signed, as XML signature or as PKCS#7: make them, and find out what was signed."""

from infra.signed_text.cms_signature import read_cms, sign_as_cms
from infra.signed_text.signed_text import MAX_BYTES, CoveredText, SignedText
from infra.signed_text.xml_signature import read_xml, sign_as_xml

__all__ = ["MAX_BYTES", "CoveredText", "SignedText", "read_cms", "read_xml", "sign_as_cms", "sign_as_xml"]

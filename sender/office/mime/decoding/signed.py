"""The mail within a signature that encloses it, as e-mail programs write it where they do not sign in clear text.

Source: RFC 8551, 3.5.2 (signed-data). The signature holds for the mail, and not for the letter made of it.
"""

from asn1crypto import cms


def mail_in_signature(octets: bytes) -> bytes:
    """The mail that is signed; empty where the bytes are encrypted, packed or no such structure."""
    try:
        found = cms.ContentInfo.load(octets)
        if found["content_type"].native != "signed_data":
            return b""
        content = found["content"]["encap_content_info"]["content"].native
    except (ValueError, TypeError, KeyError, RecursionError):
        return b""
    return content if isinstance(content, bytes) else b""

"""Finds attachments that do not match the checksum in the message."""

import base64
import binascii
import hashlib

from lxml import etree


def mismatching_attachments(delivery: etree._Element) -> list[str]:
    """The file names of attachments with a Checksum that is not their MD5, in all versions' namespaces."""
    attachments = delivery.iter("{*}Attachment")
    return [_file_name(attachment) for attachment in attachments if not _matches_checksum(attachment)]


def _matches_checksum(attachment: etree._Element) -> bool:
    checksum = attachment.findtext("{*}Checksum", "").strip()
    return not checksum or _md5_of(attachment.findtext("{*}Body", "")) == checksum.lower()


def _md5_of(text: str) -> str:
    try:
        content = base64.b64decode(text)
    except (binascii.Error, ValueError):
        return ""
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _file_name(attachment: etree._Element) -> str:
    return f"«{attachment.findtext('{*}Filename', '?')}»"

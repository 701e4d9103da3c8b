"""Take XML as it comes: what is wrong with it is for the check to say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.http import parse_header_parameters
from rest_framework.parsers import BaseParser


@dataclass(frozen=True, slots=True)
class SentXml:
    """The bytes of a body, unread, and the charset that Content-Type names, if it names one."""

    data: bytes
    charset: str | None


class XmlParser(BaseParser):
    """The bytes of the body, unread."""

    media_type = "text/xml"

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        _, parameters = parse_header_parameters(media_type or "")
        return SentXml(stream.read(), parameters.get("charset"))


class ApplicationXmlParser(XmlParser):
    """The same under the type's other name."""

    media_type = "application/xml"

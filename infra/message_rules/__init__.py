"""The rules for a message's body and attachments, which are the same for all roles."""

from infra.message_rules.rules import check_attachment, check_body, check_messages
from infra.message_rules.sender_warnings import body_warnings, name_warnings

__all__ = ["body_warnings", "check_attachment", "check_body", "check_messages", "name_warnings"]

"""The rules for a message's body and attachments, which are the same for all roles."""

from infra.message_rules.rules import check_attachment, check_body, check_messages

__all__ = ["check_attachment", "check_body", "check_messages"]

"""What every role demands of a message's body and attachments, by one rule at every door."""

from infra.message_rules.rules import check_attachment, check_body, check_messages

__all__ = ["check_attachment", "check_body", "check_messages"]

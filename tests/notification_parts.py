"""The words of a notification for e-mail and SMS, as a sender writes them."""

from contracts import notification_v2


def compose_email(sender: str, subject: str, text: str) -> notification_v2.EmailMessage:
    """A notification's e-mail. `sender` is an address."""
    header = notification_v2.EmailMessage.Header(from_value=sender, subject=subject)
    return notification_v2.EmailMessage(header=header, text=text)


def compose_sms(sender: str, text: str) -> notification_v2.SmsMessage:
    """A notification's SMS: a sender of at most 11 characters, a text of at most 160."""
    header = notification_v2.SmsMessage.Header(from_value=sender)
    return notification_v2.SmsMessage(header=header, text=text)

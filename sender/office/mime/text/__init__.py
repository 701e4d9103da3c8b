"""From the texts of a mail to the body of a message."""

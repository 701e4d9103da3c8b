"""From a mail as e-mail programs write it to the text and files of a message."""

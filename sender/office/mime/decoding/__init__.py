"""From the octets of a mail to texts and files: heads, transfer encodings, charsets, and files packed together."""

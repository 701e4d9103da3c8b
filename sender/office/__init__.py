"""The office gateway: mail from an ordinary e-mail program becomes a signed secure message.

Source: founding document 4.4 (smaller organisations work with office software, such as Outlook).
"""

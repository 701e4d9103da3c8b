"""What the terminal says when the simulator is ready: where everything is and what to try first."""

from collections.abc import Iterator

from django.conf import settings

READY = "Ready."
"""The last line of the greeting, for people and programs that wait for it."""


def lines() -> Iterator[str]:
    """The greeting, for the roles that run."""
    clients = settings.PKI_DIR / "clients"
    yield ""
    yield "Mina meddelanden, simulated. Nothing here leaves this machine unless you tell it to."
    yield ""
    if "ui" in settings.ROLES:
        yield from _row("Web", settings.WEB_BASE_URL)
    if settings.SPEAKS_SOAP:
        yield from _row("SOAP", f"{settings.SOAP_BASE_URL}<Service>/v3")
        yield from _row("", f"contract: {settings.SOAP_BASE_URL}Recipient/v3?wsdl")
        yield from _row("Trust", settings.PKI_DIR / "ca.pem")
        yield from _row("Clients", f"{clients}/<name>/client.pem, client.key, client.p12 (password mmsim)")
        yield from _row("", "kommun-a, kommun-b, formedlaren; to be refused: obehorig, aterkallad, utgangen")
    if settings.TAKES_OFFICE_MAIL:
        address = f"198101052382@{settings.OFFICE_DOMAIN}"
        yield from _row("Mail in", f"SMTP on port {settings.SMTP_PORT}, from an allowed sender to {address}")
    if "operator" in settings.ROLES:
        yield from _row("People", "198101052382  mailbox, e-mail and SMS")
        yield from _row("", "192705178354  mailbox")
        yield from _row("", "191212121212  no mailbox")
    if "ui" in settings.ROLES:
        yield from _row("Log in", "choose a test person; there are no passwords")
        yield from _row("Phone", f"{settings.WEB_BASE_URL}telefon/198101052382")
    if "testbed" in settings.ROLES:
        yield from _row("Console", f"{settings.WEB_BASE_URL}konsol/")
    if "formedlare" in settings.ROLES:
        yield from _row("API", f"{settings.WEB_BASE_URL}api/docs/")
    if settings.EMAIL_URL:
        allowed = ", ".join(settings.EMAIL_ALLOWED) or "nobody, until MM_EMAIL_ALLOWED names someone"
        yield from _row("E-mail", f"leaves for {allowed}")
    yield from _row("Health", f"{settings.WEB_BASE_URL}healthz")
    yield from _row("Data", f"{settings.DATA_DIR} (make reset forgets it)")
    yield from _row("Stop", "Ctrl-C")
    yield ""
    yield READY


def _row(title: str, text: object) -> Iterator[str]:
    yield f"  {title:<10}{text}"

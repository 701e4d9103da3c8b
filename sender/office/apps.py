import socket
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from importlib import import_module

from django.conf import settings

from infra import declaration
from infra.web.monitoring import health


class OfficeConfig(declaration.SimulatorApp):
    name = "sender.office"
    # The tables keep the names that data folders of the versions before have.
    label = "formedlare_office"
    role = "formedlare"
    rest_urls = "sender.office.api.urls"
    preloaded_modules = ("sender.office.smtp.server",)

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        seconds = settings.ANNOUNCEMENT_SWEEP_SECONDS
        return [declaration.PeriodicTask("send forgotten replies to office mail", "sender.office.sweep", seconds)]

    def next_due(self) -> datetime | None:
        send_due = import_module("infra.outbox.send_due")
        found: datetime | None = send_due.next_due(self.get_model("OfficeReply"))
        return found

    def listening_processes(self) -> Sequence[declaration.ListeningProcess]:
        if not settings.SMTP_PORT:
            return []
        return [declaration.ListeningProcess("office", settings.SMTP_PORT, "MM_SMTP_PORT", _serve)]

    def health_checks(self) -> Mapping[str, Callable[[], None]]:
        is_here = settings.SMTP_PORT and health.runs_beside_others()
        return {"office gateway": _check_gateway} if is_here else {}

    def startup_lines(self) -> Sequence[tuple[str, object]]:
        if not settings.SMTP_PORT:
            return []
        address = f"198101052382@{settings.OFFICE_DOMAIN}"
        return [("Mail in", f"SMTP on port {settings.SMTP_PORT}, from an allowed sender to {address}")]

    def ready(self) -> None:
        # The models, which the receiver needs, are loaded only now.
        from sender.office.replies import recording  # noqa: PLC0415 (it needs the models)

        recording.follow_legs()


def _serve(listener: socket.socket) -> None:
    import_module("sender.office.smtp.server").serve_mail(listener)


def _check_gateway() -> None:
    import_module("sender.office.health").check_gateway()

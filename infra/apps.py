from collections.abc import Sequence

from django.conf import settings
from django.db.backends.signals import connection_created

from infra import declaration
from infra.database.timestamps import read_timestamps_compiled


class InfraConfig(declaration.SimulatorApp):
    name = "infra"
    rest_urls = "infra.pki.api.urls"
    preloaded_modules = ("infra.queue.redis_heartbeat",) if settings.REDIS_URL else ()

    def ready(self) -> None:
        """Prepare new connections, and tell Celery what the apps have declared: all of them are there by now."""
        from infra.celery import app  # noqa: PLC0415 (it reads the settings, which name the apps)

        app.conf.beat_schedule = declaration.beat_schedule()
        app.conf.task_routes = declaration.task_routes()
        connection_created.connect(read_timestamps_compiled)

    def startup_lines(self) -> Sequence[tuple[str, object]]:
        if not declaration.speaks_soap():
            return []
        clients = settings.PKI_DIR / "clients"
        return [
            ("SOAP", f"{settings.SOAP_BASE_URL}<Service>/v3"),
            ("", f"contract: {settings.SOAP_BASE_URL}Recipient/v3?wsdl"),
            ("Trust", settings.PKI_DIR / "ca.pem"),
            (
                "Clients",
                f"{clients}/<name>/client.pem, client.key, client.p12 (password mmsim)",
            ),
            ("", "kommun-a, kommun-b, formedlaren, minmyndighetspost, kivra, digimail"),
            ("", "to be refused: obehorig, aterkallad, utgangen"),
        ]

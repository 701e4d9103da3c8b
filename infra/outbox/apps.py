from collections.abc import Sequence

from django.conf import settings

from infra import declaration


class OutboxConfig(declaration.SimulatorApp):
    name = "infra.outbox"
    # The table keeps the name that data folders of the versions before have.
    label = "carrier"

    def startup_lines(self) -> Sequence[tuple[str, object]]:
        if not settings.EMAIL_URL:
            return []
        allowed = ", ".join(settings.EMAIL_ALLOWED) or "nobody, until MM_EMAIL_ALLOWED names someone"
        return [("E-mail", f"leaves for {allowed}")]

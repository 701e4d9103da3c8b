from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from infra import declaration


class PrintSupplierConfig(declaration.SimulatorApp):
    name = "print_supplier"
    # The tables keep the names that data folders of the versions before have.
    label = "formedlare_printing"
    role = "formedlare"
    rest_urls = "print_supplier.api.urls"
    web_urls = {"": "print_supplier.urls"}
    queue = settings.RELAY_QUEUE

    def periodic_tasks(self) -> Sequence[declaration.PeriodicTask]:
        return [
            declaration.PeriodicTask(
                "print what is queued", "print_supplier.print_run", settings.PRINT_EVERY_SECONDS
            )
        ]

    def ready(self) -> None:
        """Register the channel print, and describe letters on paper to the relay.

        A price list that cannot be read stops the start, not the first letter.
        """
        # These modules need the models, which are complete only now.
        from formedlare.channels import registry  # noqa: PLC0415 (models are not ready before)
        from formedlare.deliveries import paper  # noqa: PLC0415 (models are not ready before)
        from formedlare.models.channel import PRINT_LANE  # noqa: PLC0415 (models are not ready before)
        from print_supplier import channel, prices  # noqa: PLC0415 (models are not ready before)
        from print_supplier.api.paper import describe_paper  # noqa: PLC0415 (models are not ready before)
        from print_supplier.api.serializers import PaperSerializer  # noqa: PLC0415 (models are not ready before)

        registry.register_channel(PRINT_LANE, channel.prepare_batch)
        paper.register_describer(describe_paper, PaperSerializer)
        try:
            prices.current_prices()
        except prices.NotAPriceList as problem:
            raise ImproperlyConfigured(f"MM_PRICE_LIST: {problem.text}") from problem

from collections.abc import Sequence
from importlib import import_module

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
        lane = import_module("formedlare.models.channel").PRINT_LANE
        prepare = import_module("print_supplier.channel").prepare
        import_module("formedlare.channels.registry").register(lane, prepare)
        describe = import_module("print_supplier.api.paper").describe_paper
        import_module("formedlare.api.deliveries.paper").register_paper(describe)
        prices = import_module("print_supplier.prices")
        try:
            prices.current_prices()
        except prices.NotAPriceList as problem:
            raise ImproperlyConfigured(f"MM_PRICE_LIST: {problem.text}") from problem

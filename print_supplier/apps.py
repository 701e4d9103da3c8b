"""The print supplier within the relay."""

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured


class PrintingConfig(AppConfig):
    name = "print_supplier"
    label = "formedlare_printing"

    def ready(self) -> None:
        # A price list that cannot be read must stop the start, not the first letter.
        from formedlare.api.deliveries import paper  # noqa: PLC0415 (models are ready only now)
        from print_supplier import prices  # noqa: PLC0415 (read when settings are complete)
        from print_supplier.api.paper import describe_paper  # noqa: PLC0415 (models are ready only now)

        paper.register_paper(describe_paper)

        try:
            prices.current()
        except prices.NotAPriceList as problem:
            raise ImproperlyConfigured(f"MM_PRICE_LIST: {problem}") from problem

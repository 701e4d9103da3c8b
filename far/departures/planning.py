"""Decides that an operator leaves, and when."""

from datetime import date

from far.models import Departure, ServiceSupplier
from far.supervision import record_change
from infra import clock
from infra.authorship import Origin
from infra.database.write_transaction import write_transaction
from infra.errors import IllegalState, InvalidInput, NotFound


def plan_departure(supplier: ServiceSupplier, leaves_on: date, origin: Origin) -> Departure:
    """Let the operator leave on the day, or on another day than was decided before.

    Customers who were told of another day are told again.

    Raises:
        InvalidInput: the day has passed (5001).
        IllegalState: it has left (5011).
    """
    today = clock.today()
    if leaves_on < today:
        raise InvalidInput(
            f"Dagen {leaves_on} har redan varit. Ange i dag ({today}) eller senare.",
            f"The day {leaves_on} has passed. Give today ({today}) or later.",
            slug="departure-day-has-passed",
        )
    with write_transaction():
        earlier = _planned(supplier)
        if earlier is not None and earlier.leaves_on == leaves_on:
            return earlier
        departure = Departure(supplier=supplier, leaves_on=leaves_on, decided_at=clock.now())
        departure.save(force_insert=earlier is None, force_update=earlier is not None)
        _log(origin, supplier, earlier, departure)
    return departure


def cancel_departure(supplier: ServiceSupplier, origin: Origin) -> None:
    """Let the operator stay.

    Raises:
        NotFound: it was not going to leave (5003).
        IllegalState: it has left (5011).
    """
    with write_transaction():
        departure = _planned(supplier)
        if departure is None:
            raise NotFound(
                f"Operatören {supplier} har ingen bestämd dag att sluta.",
                f"The operator {supplier} has no day on which it leaves.",
                slug="no-departure-planned",
            )
        _log(origin, supplier, departure, None)
        departure.delete()


def _log(origin: Origin, supplier: ServiceSupplier, before: Departure | None, after: Departure | None) -> None:
    days = [str(each.leaves_on) if each else None for each in (before, after)]
    record_change(origin, "planDeparture", supplier.organisation, changed={"leaves_on": days})


def _planned(supplier: ServiceSupplier) -> Departure | None:
    """The departure that lies ahead. One that is over is forgotten when the operator has come back.

    Raises:
        IllegalState: the operator has left (5011).
    """
    departure = Departure.objects.select_for_update().filter(supplier=supplier).first()
    if departure is None or departure.ended_at is None:
        return departure
    if not supplier.suspended:
        departure.delete()
        return None
    raise IllegalState(
        f"Operatören {supplier} har redan slutat, {departure.leaves_on}.",
        f"The operator {supplier} has left already, on {departure.leaves_on}.",
        slug="operator-has-left",
    )

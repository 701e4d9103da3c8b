"""Tells a form that is sent twice from the same page filled in anew."""

import uuid


def key_of_filled(form: uuid.UUID, *values: object) -> uuid.UUID:
    """The key of what a form asks for: the same for the same form with the same values, else another.

    A browser's way back shows a form with the key that it had. What is then filled in otherwise is a new wish.
    """
    return uuid.uuid5(form, repr(values))

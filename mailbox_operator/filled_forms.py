"""Keys of submitted forms: the same form that is sent twice has the same key."""

import uuid


def key_of_filled(form: uuid.UUID, *values: object) -> uuid.UUID:
    """Return the key of a submission: the same for the same form with the same values, else another.

    A browser that goes back shows a form with the key that it had, so the form's own key is not enough.
    """
    return uuid.uuid5(form, repr(values))

"""Read pypdf's objects of a file that may hold anything: what is of another kind reads as empty."""

from typing import Any, Final

from pypdf.generic import ArrayObject, DictionaryObject

MAX_PARENTS: Final = 20


def resolved(thing: Any) -> Any:
    """The object itself, where the file refers to it."""
    return thing.get_object() if hasattr(thing, "get_object") else thing


def array_of(thing: Any) -> ArrayObject:
    """The array; an empty one if it is none."""
    found = resolved(thing)
    return found if isinstance(found, ArrayObject) else ArrayObject()


def dictionary_of(thing: Any) -> DictionaryObject:
    """The dictionary; an empty one if it is none."""
    found = resolved(thing)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def inherited(annotation: DictionaryObject, name: str) -> Any:
    """A value of a field, which its parents may say."""
    field = annotation
    for _ in range(MAX_PARENTS):
        if name in field:
            return resolved(field[name])
        field = dictionary_of(field.get("/Parent"))
    return None


def numbers_of(thing: Any) -> list[float]:
    """The numbers of an array."""
    return [float(item) for item in map(resolved, array_of(thing)) if isinstance(item, int | float)]

"""Content security policies of single answers; every other page has the one in the settings."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar, cast

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.http import HttpResponse

View = TypeVar("View", bound=Callable[..., HttpResponse])

LETTER = {
    "default-src": [NONE],
    "img-src": ["data:"],
    "style-src": [SELF, UNSAFE_INLINE],
    "font-src": [SELF],
    "frame-ancestors": [SELF],
    "form-action": [NONE],
    "base-uri": [NONE],
    # Same origin only so that the page around may measure the letter's height: nothing in it can run.
    "sandbox": ["allow-same-origin", "allow-popups", "allow-popups-to-escape-sandbox"],
}
"""A sender's HTML: typography and its own pictures, nothing that runs, fetches or submits."""

FILE = {"default-src": [NONE], "sandbox": [" "]}
"""A sender's file, should a browser show it instead of saving it."""


def own_policy(directives: Mapping[str, Sequence[str]]) -> Callable[[View], View]:
    """Answer with these directives instead of the settings' ones."""
    return cast("Callable[[View], View]", csp(dict(directives)))

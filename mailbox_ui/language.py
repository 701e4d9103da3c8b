"""Which language the pages speak."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

CHOSEN: Final = "chosen_language"


class ChosenLanguageMiddleware(LocaleMiddleware):
    """Swedish until the reader chooses otherwise in the footer.

    Django's own also obeys the browser's Accept-Language; then a demonstration on a machine set to
    English would show a translation instead of what Swedish citizens see.
    """

    def process_request(self, request: HttpRequest) -> None:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        known = chosen in dict(settings.LANGUAGES)
        translation.activate(chosen if chosen and known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", translation.get_language())
        if chosen := getattr(request, CHOSEN, ""):
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, samesite="Lax")
        return response


def choose_language(request: HttpRequest, language: str) -> None:
    """Let the browser have its pages in this language from the next one on."""
    setattr(request, CHOSEN, language)

"""The label of a REST request: what it makes belongs to the run with that label."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from infra import trace
from infra.web.access.authors import REST_PREFIX


class LabelMiddleware:
    """Follows X-MM-Label in requests to REST. A page of the console has no run."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(REST_PREFIX):
            return self._get_response(request)
        with trace.use_label(trace.read_label(request.headers.get(trace.LABEL_HEADER))):
            return self._get_response(request)

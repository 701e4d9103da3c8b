"""Pages that the console shares with others know whether they stand beneath it."""

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory, override_settings

HERE = Template("{% if console_address %}{{ console_address }}{% endif %}")


class WithoutConsole:
    """The addresses of a simulator that serves no console."""

    urlpatterns: list[object] = []


def shown_at(path: str) -> str:
    return HERE.render(RequestContext(RequestFactory().get(path)))


@pytest.mark.parametrize("path", ["/konsol/", "/konsol/brev/", "/konsol/finns-inte/?q=1"])
def test_beneath_the_console_they_lead_to_it(path: str) -> None:
    assert shown_at(path) == "/konsol/"


@pytest.mark.parametrize("path", ["/", "/konsol", "/konsolen/", "/post/konsol/", "/logga-in/?till=/konsol/"])
def test_elsewhere_they_do_not(path: str) -> None:
    assert shown_at(path) == ""


@override_settings(ROOT_URLCONF=WithoutConsole)
def test_nor_where_no_console_is_served() -> None:
    assert shown_at("/konsol/") == ""

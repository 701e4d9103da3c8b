"""Shapes and masks that leave nothing of an element, and those that leave some."""

import pytest

from infra.html.plain_text import plain_text_of

NOTHING = [
    "clip-path:polygon(0 0,0 0,0 0,0 0)",
    "clip-path:polygon(0px 0px, 1px 0px, 1px 1px)",
    "clip-path:polygon(0 0, 100% 0)",
    "clip-path:inset(50%)",
    "clip-path:inset(100%)",
    "clip-path:inset(0 100% 0 0)",
    "clip-path:inset(60% 0 40% 0)",
    "clip-path:circle(0)",
    "clip-path:circle(1px at 0 0)",
    "clip-path:ellipse(0 50%)",
    "clip-path:xywh(0 0 0 0)",
    "clip-path:rect(0 0 0 0)",
    "clip-path:path('')",
    "mask-image:linear-gradient(transparent,transparent)",
    "-webkit-mask:linear-gradient(#0000,#0000)",
    "mask:linear-gradient(to right, rgba(0,0,0,0), rgba(0,0,0,0))",
    "transform:matrix(0,0,0,0,0,0)",
    "transform:rotateY(90deg)",
    "zoom:0",
    "position:absolute;inset:-9999px auto auto -9999px",
]
SOMETHING = [
    "clip-path:polygon(0 0,100% 0,100% 100%,0 100%)",
    "clip-path:polygon(50% 0, 100% 50%, 50% 100%)",
    "clip-path:inset(10px 5px round 3px)",
    "clip-path:inset(0 0 40% 0)",
    "clip-path:circle(50% at 50% 50%)",
    "clip-path:circle()",
    "clip-path:rect(0 100px 50px 0)",
    "clip-path:xywh(0 0 100px 20px)",
    "clip-path:path('M0 0H100V100Z')",
    "clip-path:url(#a)",
    "clip-path:none",
    "mask-image:linear-gradient(black,transparent)",
    "mask-image:url(x.png)",
    "mask:none",
    "transform:rotate(90deg)",
    "transform:matrix(1,0,0,1,0,0)",
    "zoom:1",
    "zoom:0.8",
    "position:absolute;inset:0",
]


@pytest.mark.parametrize("style", NOTHING)
@pytest.mark.parametrize("html", ['<p style="{}">dolt</p>', "<style>.x{{{}}}</style><p class=x>dolt</p>"])
def test_text_that_a_shape_leaves_nothing_of_is_hidden(style: str, html: str) -> None:
    assert plain_text_of(html.format(style) + "<p>syns</p>") == "syns"


@pytest.mark.parametrize("style", SOMETHING)
def test_text_that_a_shape_leaves_some_of_is_shown(style: str) -> None:
    assert plain_text_of(f'<p style="{style}">syns</p>') == "syns"

"""The commands: who may send, and a mail to try it with."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from mailbox_operator.models import Message
from sender.office.models import OfficeMail, OfficeSender
from tests import cast
from tests.relay import work
from tests.sender.office.conftest import CLERK, TO_MARIA, Office, nothing_is_stored
from tests.servers import free_port


def listed() -> list[list[str]]:
    shown = StringIO()
    call_command("office_sender", stdout=shown)
    return [line.split("\t") for line in shown.getvalue().splitlines()]


def test_both_municipalities_have_a_clerk_from_the_start(world: None) -> None:
    assert listed() == [
        ["handlaggare@kommun-a.example", "kommun-a", "bounces only"],
        ["handlaggare@kommun-b.example", "kommun-b", "bounces only"],
    ]


def test_an_address_is_added_changed_and_removed(world: None) -> None:
    call_command("office_sender", "@Skolan.example", "kommun-b", stdout=StringIO())
    call_command("office_sender", "@skolan.example", "kommun-b", "--receipts", stdout=StringIO())
    assert ["@skolan.example", "kommun-b", "receipts"] in listed()

    call_command("office_sender", "@skolan.example", "--remove", stdout=StringIO())
    assert not OfficeSender.objects.filter(address="@skolan.example").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["anna@x.example"],
        ["anna", "kommun-a"],
        ["anna@x@y", "kommun-a"],
        ["a" * 250 + "@x.example", "kommun-a"],
        ["anna@x.example", "ingen"],
        ["anna@x.example", "utgangen"],
        ["anna@x.example", "--remove"],
    ],
)
def test_what_makes_no_sense_is_said(world: None, arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        call_command("office_sender", *arguments)
    assert OfficeSender.objects.count() == 2


def test_a_mail_to_try_it_with(office: Office, settings: Settings, tmp_path: Path) -> None:
    settings.SMTP_PORT = office.port
    pdf = tmp_path / "beslut.pdf"
    pdf.write_bytes(cast.PDF)
    said = StringIO()

    call_command(
        "send_office_mail",
        CLERK,
        TO_MARIA,
        "--subject",
        "Prov",
        "--html",
        "<p>Hej</p>",
        "--pdf",
        str(pdf),
        stdout=said,
    )
    work()

    assert said.getvalue().startswith("Taken, <")
    message = Message.objects.get()
    assert (message.subject, message.body_type, message.attachments.count()) == ("Prov", "text/html", 1)


def test_a_refused_mail_is_shown_with_the_gateways_words(office: Office, settings: Settings) -> None:
    settings.SMTP_PORT = office.port

    with pytest.raises(CommandError, match="office_sender"):
        call_command("send_office_mail", "x@y.example", TO_MARIA)
    with pytest.raises(CommandError, match="wrong check digit"):
        call_command("send_office_mail", CLERK, "198101052383@mm.local")
    with pytest.raises(CommandError, match=r"--pdf saknas\.pdf cannot be read: No such file"):
        call_command("send_office_mail", CLERK, TO_MARIA, "--pdf", "saknas.pdf")
    with pytest.raises(CommandError):
        call_command("send_office_mail", CLERK, TO_MARIA, "--subject", "två\nrader")
    assert nothing_is_stored()


def test_one_wrong_recipient_is_named_and_the_others_get_theirs(office: Office, settings: Settings) -> None:
    settings.SMTP_PORT = office.port
    problems = StringIO()

    call_command("send_office_mail", CLERK, TO_MARIA, "anna@mm.local", stderr=problems, stdout=StringIO())

    assert "anna@mm.local: 550" in problems.getvalue()
    assert OfficeMail.objects.count() == 1


def test_a_gateway_that_is_not_there_is_said(world: None, settings: Settings) -> None:
    settings.SMTP_PORT = free_port()

    with pytest.raises(CommandError, match="make run"):
        call_command("send_office_mail", CLERK, TO_MARIA)


def test_a_list_whose_reader_has_gone_ends_quietly() -> None:
    says = (
        "from infra.management.terminal import reader_may_leave as may\nwith may():\n while True: print('x' * 99)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", says], cwd=settings.BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout
        assert program.stderr
        program.stdout.readline()
        program.stdout.close()

        assert program.stderr.read() == b""
    assert program.returncode == 0

"""What goes back goes to people, once, and never in circles."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings

from infra.outbox import send_due
from sender.office import tasks
from sender.office.models import OfficeMail, OfficeReply
from sender.office.replies import recording, report
from tests import cast
from tests.infra.outbox.receiver import Receiver
from tests.sender.office.conftest import CLERK, Office, written
from tests.sender.office.replies.bounces import fail


def test_without_a_mail_server_it_is_kept_and_can_be_looked_at(office: Office) -> None:
    office.send(written())
    fail()

    tasks.sweep_replies()

    reply = OfficeReply.objects.get()
    assert (reply.state, reply.left_the_simulator) == ("sent", False)
    shown = StringIO()
    call_command("office_mail", stdout=shown)
    assert "bounce kept here" in shown.getvalue()
    assert cast.MARIA not in shown.getvalue()
    call_command("office_mail", "--reply", str(reply.mail_id), stdout=shown)
    assert "multipart/report" in shown.getvalue()
    with pytest.raises(CommandError):
        call_command("office_mail", "--reply", "0")


def test_it_leaves_from_nobody_so_that_nobody_answers_it(
    office: Office, mail_server: Receiver, settings: Settings
) -> None:
    settings.EMAIL_ALLOWED = ["@kommun-a.example"]
    office.send(written())
    reply = fail()

    tasks.send_replies([reply.mail_id])
    tasks.send_replies([reply.mail_id])
    tasks.sweep_replies()

    assert [envelope.mail_from for envelope in mail_server.envelopes] == ["<>"]
    assert mail_server.recipients == [CLERK]
    letter = mail_server.letters[0]
    assert letter["Auto-Submitted"] == "auto-replied"
    assert letter["X-Auto-Response-Suppress"] == "All"
    assert OfficeReply.objects.get().left_the_simulator


def test_what_leaves_is_not_taken_when_it_comes_back(office: Office) -> None:
    office.send(written())
    octets = report.write_report(fail())

    assert office.send(octets, sender="")[0] == 550
    assert office.send(octets)[0] == 550
    assert OfficeMail.objects.count() == 1


def test_addresses_that_are_not_allowed_get_no_real_mail(office: Office, mail_server: Receiver) -> None:
    office.send(written())
    fail()

    tasks.sweep_replies()

    assert mail_server.envelopes == []
    assert OfficeReply.objects.get().state == "sent"


def test_mail_that_a_program_wrote_is_not_answered(
    office: Office, mail_server: Receiver, settings: Settings
) -> None:
    settings.EMAIL_ALLOWED = [CLERK]
    mail = written()
    mail["Auto-Submitted"] = "auto-generated"
    office.send(mail)
    fail()

    tasks.sweep_replies()

    assert mail_server.envelopes == []
    assert OfficeReply.objects.get().state == "sent"


def test_a_mail_server_that_is_away_gets_it_when_it_is_back(
    office: Office, mail_server: Receiver, settings: Settings, later: Callable[[timedelta], None]
) -> None:
    settings.EMAIL_ALLOWED = [CLERK]
    mail_server.answers.append("451 later")
    office.send(written())
    fail()

    tasks.sweep_replies()
    assert OfficeReply.objects.get().state == "due"
    tasks.sweep_replies()
    assert mail_server.recipients == []
    later(send_due.BACKOFF.first)
    tasks.sweep_replies()

    assert mail_server.recipients == [CLERK]


def test_what_a_mail_server_refuses_for_good_is_not_tried_again(
    office: Office, mail_server: Receiver, settings: Settings, later: Callable[[timedelta], None]
) -> None:
    settings.EMAIL_ALLOWED = [CLERK]
    mail_server.answers.append("550 nobody here")
    office.send(written())
    fail()

    tasks.sweep_replies()
    later(timedelta(days=1))
    tasks.sweep_replies()

    reply = OfficeReply.objects.get()
    assert (reply.state, mail_server.recipients) == ("failed", [])
    assert "550 nobody here" in reply.last_error.on_wire


def test_a_sender_that_died_in_the_middle_is_not_followed_by_another(
    office: Office, mail_server: Receiver, settings: Settings, later: Callable[[timedelta], None]
) -> None:
    settings.EMAIL_ALLOWED = [CLERK]
    office.send(written())
    fail()
    OfficeReply.objects.update(state="sending")

    later(timedelta(hours=1))
    tasks.sweep_replies()

    assert mail_server.envelopes == []
    assert OfficeReply.objects.get().state == "failed"


def test_the_queue_is_told_when_it_is_true(
    office: Office, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    told: list[int] = []
    office.send(written())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording.wakeups, "add", lambda *ids: told.extend(ids))
        with django_capture_on_commit_callbacks(execute=True):
            reply = fail()
            assert told == []

    assert told == [reply.mail_id]

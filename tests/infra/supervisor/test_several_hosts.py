"""The processes apart, as docker-compose.yml runs them: PostgreSQL, Redis, nginx for TLS, two relay workers."""

import http.client
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import yaml

from contracts import authority_service
from contracts.codec import to_element
from infra.errors.codes import ErrorCode
from infra.pki import store
from infra.soap.messages import envelope
from infra.supervisor import process_table
from tests.end_to_end.wire import Post
from tests.formedlare.crashes.senders import Senders
from tests.infra.supervisor.nginx_front import nginx
from tests.infra.supervisor.simulator import ROOT, Simulator
from tests.servers import free_port, postgres_server, redis_server
from tests.waiting import eventually

pytestmark = pytest.mark.timeout(600)

PARTS = ("web", "soap", "relay", "relay", "worker", "beat")
DELIVERED = """
from formedlare.models import Leg
print(*sorted(set(Leg.objects.values_list("state", flat=True))))
"""


def host(simulator: Simulator, folder: Path) -> dict[str, str]:
    """The environment of a host with a disk of its own: it shares what docs/scaling.md says, and no more."""
    for shared in ("pki", "batch"):
        (simulator.folder / shared).mkdir(exist_ok=True)
        folder.mkdir(exist_ok=True)
        (folder / shared).symlink_to(simulator.folder / shared)
    return simulator.environment | {"MM_DATA_DIR": str(folder)}


@contextmanager
def part(environment: dict[str, str], name: str) -> Iterator[subprocess.Popen[bytes]]:
    """A part that runs until it has been asked to end."""
    process = subprocess.Popen([sys.executable, "manage.py", "run_part", name], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.wait(30)


def ask_to_end(parts: Sequence[subprocess.Popen[bytes]]) -> None:
    """All at once, so that they end side by side."""
    for process in parts:
        process.send_signal(signal.SIGTERM)


@pytest.fixture(scope="module")
def front_port() -> int:
    """Where nginx takes TLS for the pages."""
    return free_port()


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory, front_port: int) -> Iterator[Simulator]:
    """A simulator whose processes know one another only by database, queue and certificates."""
    simulator = Simulator(tmp_path_factory.mktemp("several"))
    plain_port = free_port()
    with ExitStack() as running:
        postgres, redis = running.enter_context(postgres_server()), running.enter_context(redis_server())
        simulator.environment |= {
            "DATABASE_URL": postgres.url,
            "REDIS_URL": redis.url,
            "MM_SOAP_PORT": str(plain_port),
            "MM_SOAP_TLS": "off",
            "MM_TRUSTED_PROXY": "127.0.0.1",
            "MM_WEB_TLS": "on",
            "MM_SECRET_KEY": "the same on every host that shows pages",
            "FORWARDED_ALLOW_IPS": "127.0.0.1",
            "MM_RELAY_SWEEP_SECONDS": "0.5",
        }
        running.callback(simulator.end_shell)
        prepared = simulator.manage("prepare")
        assert prepared.returncode == 0, prepared.stderr
        hosts = tmp_path_factory.mktemp("hosts")
        parts = [
            running.enter_context(part(host(simulator, hosts / f"{number}-{name}"), name))
            for number, name in enumerate(PARTS)
        ]
        running.callback(ask_to_end, parts)
        running.enter_context(nginx(simulator, plain_port, front_port))
        eventually(simulator.works, within=40, saying="every part works")
        yield simulator


def test_hosts_that_share_no_disk_know_of_one_another_s_workers(installation: Simulator) -> None:
    status, components = installation.health()

    assert status == 200
    assert components["queue worker"] == components["relay worker"] == {"works": True}


def test_a_part_that_is_started_before_the_database_is_prepared_stops_and_says_so(tmp_path: Path) -> None:
    done = Simulator(tmp_path).manage("run_part", "web")

    assert done.returncode == 1
    assert "run manage.py prepare first" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("setting", "address"),
    [("DATABASE_URL", "postgres://nobody@127.0.0.1:{port}/none"), ("REDIS_URL", "redis://127.0.0.1:{port}/0")],
)
def test_preparing_against_a_server_that_is_away_names_the_setting(
    tmp_path: Path, setting: str, address: str
) -> None:
    simulator = Simulator(tmp_path)
    simulator.environment[setting] = address.format(port=free_port())

    done = simulator.manage("prepare")

    assert done.returncode == 1
    assert setting in done.stderr
    assert "Traceback" not in done.stderr


def test_letters_go_through_nginx_to_whichever_relay_worker_is_free(installation: Simulator) -> None:
    senders = Senders(installation, store.read_identity(installation.folder / "pki" / "clients" / "kommun-a"))

    senders.hand_over(9)

    assert len(senders.accepted) == 9
    eventually(lambda: installation.python(DELIVERED) == "delivered", within=60, saying="all are delivered")


def test_who_comes_without_a_certificate_reads_so_behind_nginx_too(installation: Simulator) -> None:
    question = envelope.wrap_element(to_element(authority_service.GetSenders()))

    fault = Post(installation)("/webservice/accao/Authority", question, None).fault

    assert fault.code == ErrorCode.CERTIFICATE_ERROR
    assert "no client certificate" in fault.description


def fetched(connection: http.client.HTTPConnection, path: str) -> http.client.HTTPResponse:
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def test_pages_are_read_over_tls_and_plain_http_leads_there(installation: Simulator, front_port: int) -> None:
    trusting = ssl._create_unverified_context()
    secure = http.client.HTTPSConnection("127.0.0.1", front_port, context=trusting, timeout=20)
    assert fetched(secure, "/livez").status == 200
    cookies = fetched(secure, "/post/minmyndighetspost.se/logga-in/").headers.get_all("Set-Cookie")
    assert cookies
    assert all("; Secure" in cookie for cookie in cookies)

    plain = http.client.HTTPConnection("127.0.0.1", front_port, timeout=20)
    answer = fetched(plain, "/konsol/")
    assert (answer.status, answer.headers["Location"]) == (307, f"https://127.0.0.1:{front_port}/konsol/")


ADDRESSES = """
from django.conf import settings
from cryptography import x509
from infra.pki import store
from mailbox_operator.announce import link_to
from mailbox_operator.models import Message
listed = store.load_identity("kommun-a").certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints)
print(link_to(Message(public_id="brev")), listed.value[0].full_name[0].value)
"""


def test_what_people_are_sent_leads_to_tls_and_the_revocation_list_does_not(installation: Simulator) -> None:
    announced, revoked = installation.python(ADDRESSES).split()

    assert announced == f"https://localhost:{installation.web_port}/oppna/brev"
    assert revoked == f"http://localhost:{installation.web_port}/pki/crl"


def test_the_revocation_list_needs_no_tls(installation: Simulator, front_port: int) -> None:
    assert fetched(http.client.HTTPConnection("127.0.0.1", front_port, timeout=20), "/pki/crl").status == 200


def test_the_compose_file_gives_out_addresses_with_tls() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]

    assert services["worker"]["environment"]["MM_WEB_TLS"] == "on"


def test_ports_are_the_same_inside_and_outside() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]

    for port in (each for service in services.values() for each in service.get("ports", [])):
        name = re.match(r"\$\{\w+:-\d+\}", port)
        assert name is not None
        assert port == f"{name[0]}:{name[0]}"


def test_the_compose_file_runs_parts_that_there_are() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    commands = [service["command"] for service in services.values() if "command" in service]

    named = {command[-1] for command in commands if "run_part" in command}
    assert named <= set(process_table.process_names())
    assert {"web", "soap", "relay", "worker", "beat"} <= named

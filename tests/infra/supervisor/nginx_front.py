"""A real nginx in front of a simulator, configured by deploy/nginx.conf.template."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.infra.supervisor.simulator import ROOT, Simulator
from tests.servers import answers
from tests.waiting import eventually


@contextmanager
def nginx(simulator: Simulator, plain_port: int, front_port: int) -> Iterator[None]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have nginx")
        pytest.skip("nginx is not installed; make test installs it where it may")
    with tempfile.TemporaryDirectory() as folder:
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(_configuration(simulator, plain_port, front_port, Path(folder)))
        process = subprocess.Popen([program, "-c", str(configuration), "-e", f"{folder}/error.log"])
        try:
            eventually(lambda: answers(simulator.soap_port), within=20, saying="nginx listens")
            yield
        finally:
            process.terminate()
            process.wait(10)


def _configuration(simulator: Simulator, plain_port: int, front_port: int, folder: Path) -> str:
    sites = (ROOT / "deploy" / "nginx.conf.template").read_text()
    for name, value in {
        "WEB": f"127.0.0.1:{simulator.web_port}",
        "SOAP": f"127.0.0.1:{plain_port}",
        "PKI": str(simulator.folder / "pki"),
        "HTTP_PORT": f"127.0.0.1:{front_port}",
        "SOAP_PORT": f"127.0.0.1:{simulator.soap_port}",
        # These are no names, so nobody is asked for them.
        "RESOLVER": "",
    }.items():
        sites = sites.replace(f"${{{name}}}", value)
    paths = "".join(
        f"{name} {folder}/{name};\n"
        for name in ("client_body_temp_path", "proxy_temp_path", "fastcgi_temp_path", "uwsgi_temp_path")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""
    return (
        f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\naccess_log off;\nscgi_temp_path {folder}/scgi;\n{paths}{sites}}}\n"
    )

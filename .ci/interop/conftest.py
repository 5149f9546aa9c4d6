"""Starts Understudy's runnable jar and Keycloak for the tests, and stops them afterwards."""

import json
import os
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

import saml_client

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "target" / "understudy.jar"
ISSUER = "https://keycloak.example.test"
SECRET = "not-a-secret"


class Server:
    """A running Understudy: its endpoint, and what it has logged so far."""

    def __init__(self, process, endpoint, log):
        self.process = process
        self.endpoint = endpoint
        self.log = log

    def logged(self):
        return self.log.read_text()


def java():
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / "java") if home else "java"


def start(config, directory):
    log = directory / "understudy.log"
    environment = {**os.environ, "UNDERSTUDY_HOME": str(directory / "home")}
    with log.open("w") as stderr:
        process = subprocess.Popen(
            [java(), "-jar", str(JAR), "serve", "--port", "0", "--config", str(config)],
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=environment,
            text=True,
        )
    line = process.stdout.readline()
    found = re.search(r"AWS_ENDPOINT_URL_STS=(\S+)", line)
    assert found, f"no ready line, but {line!r}; log: {log.read_text()}"
    return Server(process, found.group(1), log)


def stop(server):
    server.process.terminate()
    assert server.process.wait(timeout=10) is not None


def wait_until(reachable, seconds, what):
    deadline = time.monotonic() + seconds
    while not reachable():
        assert time.monotonic() < deadline, f"{what} did not come up within {seconds} s"
        time.sleep(0.5)


@pytest.fixture(scope="session")
def workdir(tmp_path_factory):
    return tmp_path_factory.mktemp("understudy")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def realm(name):
    clients = [
        {
            "clientId": client,
            "secret": SECRET,
            "serviceAccountsEnabled": True,
            "directAccessGrantsEnabled": True,
            "standardFlowEnabled": False,
        }
        for client in ("mobile-app", "another-app")
    ]
    clients += saml_client.clients()
    user = {
        "username": "alice",
        "enabled": True,
        "email": "alice@example.test",
        "emailVerified": True,
        "firstName": "Alice",
        "lastName": "Example",
        "credentials": [{"type": "password", "value": SECRET, "temporary": False}],
    }
    return {"realm": name, "enabled": True, "sslRequired": "none", "clients": clients, "users": [user]}


@pytest.fixture(scope="session")
def keycloak(workdir):
    home = Path(os.environ["KEYCLOAK_HOME"])
    port, management = free_port(), free_port()
    imports = home / "data" / "import"
    imports.mkdir(parents=True, exist_ok=True)
    for name in ("dev", "other"):
        (imports / f"{name}.json").write_text(json.dumps(realm(name)))
    log = workdir / "keycloak.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [
                str(home / "bin" / "kc.sh"),
                "start-dev",
                "--import-realm",
                f"--http-port={port}",
                f"--http-management-port={management}",
                "--http-host=127.0.0.1",
                f"--hostname={ISSUER}",
                "--hostname-backchannel-dynamic=true",
            ],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    base = f"http://127.0.0.1:{port}"

    def up():
        assert process.poll() is None, log.read_text()
        try:
            urllib.request.urlopen(f"{base}/realms/other/.well-known/openid-configuration", timeout=2).close()
            return True
        except (urllib.error.URLError, OSError):
            return False

    wait_until(up, 180, "Keycloak")
    yield base
    process.terminate()
    process.wait(timeout=30)

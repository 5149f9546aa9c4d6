"""Starts Understudy's runnable jar for a test, and stops it afterwards."""

import os
import re
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
JAR = ROOT / "target" / "understudy.jar"


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

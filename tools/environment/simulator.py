"""The simulated vendors of tests/simulators, as processes of their own."""

import json
import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

from tools.environment.paths import LOGS, PYTHON, ROOT, SetupError, service_folder

READY_SECONDS_MAX = 60
STOP_SECONDS_MAX = 10
ANSWER_SECONDS_MAX = 90  # /_sim/deliveries/flush waits for a minute at most.
FIRST_LINE = "listening on "


class Simulator:
    """A running simulator. `url` is its address, `log` what it printed; use it with `with`, or call
    `stop()`."""

    def __init__(self, name: str, log: Path, process: subprocess.Popen) -> None:
        self.name = name
        self.log = log
        self.process = process
        self.url = ""

    def __enter__(self) -> "Simulator":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.stop()

    def wait_until_ready(self, seconds_max: float = READY_SECONDS_MAX) -> None:
        """Reads the address from the simulator's first line; SetupError with its output when it ends or is
        silent."""
        until = time.monotonic() + seconds_max
        while time.monotonic() < until:
            for line in self.log.read_text().splitlines():
                if line.startswith(FIRST_LINE):
                    self.url = line.removeprefix(FIRST_LINE).strip()
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise SetupError(f"the {self.name} simulator does not listen:\n{self.log.read_text()[-8000:]}")

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Calls the simulator's control interface with JSON and gives its JSON answer."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=ANSWER_SECONDS_MAX) as answer:
            return json.loads(answer.read() or b"null")

    def get(self, path: str) -> Any:
        """What `GET path` answers, e.g. `/_sim/state`."""
        return self.call("GET", path)

    def post(self, path: str, body: object | None = None) -> Any:
        """What `POST path` answers, e.g. `/_sim/orders` with `{"orders": [...]}`."""
        return self.call("POST", path, {} if body is None else body)

    def delete(self, path: str) -> Any:
        """What `DELETE path` answers, e.g. `/_sim/faults`."""
        return self.call("DELETE", path)

    def stop(self) -> None:
        """Ends the simulator, by force when it does not follow. Safe to repeat."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()


def start_simulator(name: str, *arguments: str, port: int = 0) -> Simulator:
    """Starts `tests.simulators.<name>` and returns when it listens. Port 0 takes a free one."""
    log = service_folder(LOGS / "simulators") / f"{name}-{os.getpid()}-{time.time_ns()}.log"
    command = [str(PYTHON), "-m", f"tests.simulators.{name}", "--port", str(port), *arguments]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
    simulator = Simulator(name, log, process)
    try:
        simulator.wait_until_ready()
    except BaseException:
        simulator.stop()
        raise
    return simulator

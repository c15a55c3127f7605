"""The frame of a simulator process: the port, the line it prints, the state file, a tidy end on a signal."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

STOP_SECONDS_MAX = 3.0


class Simulator(Protocol):
    """What the frame needs of a simulator."""

    app: web.Application
    public_url: str

    def dump(self) -> dict[str, Any]: ...

    def load(self, state: dict[str, Any]) -> None: ...


def arguments(description: str) -> argparse.ArgumentParser:
    """The command line options that all simulators share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--port", type=int, default=0, help="TCP port on 127.0.0.1; 0 picks a free one")
    parser.add_argument("--public-url", default=None, help="address under which clients reach this process")
    parser.add_argument("--state", type=Path, default=None, help="JSON file that outlives the process")
    parser.add_argument("--seed", type=int, default=1, help="seed of every id and every random choice")
    return parser


def run(make: Callable[[], Simulator], options: argparse.Namespace) -> None:
    """Serve until SIGTERM or SIGINT."""
    asyncio.run(_serve(make, options))


async def _serve(make: Callable[[], Simulator], options: argparse.Namespace) -> None:
    simulator = make()
    if options.state is not None and options.state.exists():
        simulator.load(json.loads(options.state.read_text()))
    runner = web.AppRunner(simulator.app, access_log=None, shutdown_timeout=STOP_SECONDS_MAX)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", options.port)
    await site.start()
    port = runner.addresses[0][1]
    if not simulator.public_url:
        simulator.public_url = f"http://127.0.0.1:{port}"
    print(f"listening on http://127.0.0.1:{port}", flush=True)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()
    if options.state is not None:
        partial = options.state.with_suffix(options.state.suffix + ".partial")
        partial.write_text(json.dumps(simulator.dump()))
        partial.replace(options.state)
    await runner.cleanup()

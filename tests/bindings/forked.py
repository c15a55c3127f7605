"""A server that imports the core, uses it, and forks workers that use it too: started by test_promises.py.

    python -m tests.bindings.forked URL CHILDREN

``URL`` is answered with 200. Prints the exit codes of the children as JSON, and ends with an error if the parent
cannot go on afterwards.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path

from crossdock_core import http

from .calls import Call, every_call

ROUNDS = 3


def use(calls: dict[str, Call], client: http.Client, url: str) -> None:
    for _round in range(ROUNDS):
        for call in calls.values():
            call()
        responses = client.perform([http.Request("GET", url, total_timeout_ms=30_000)] * 2)
        assert [response.status for response in responses] == [200, 200]


def fork_worker(calls: dict[str, Call], client: http.Client, url: str) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        use(calls, client, url)
        client.close()
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def main(url: str, children: int) -> None:
    client = http.Client()
    with tempfile.TemporaryDirectory() as folder:
        calls = every_call(Path(folder))
        use(calls, client, url)
        workers = [fork_worker(calls, client, url) for _child in range(children)]
        # The parent works on while its children do.
        use(calls, client, url)
        print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) for worker in workers]))
        use(calls, client, url)
    client.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

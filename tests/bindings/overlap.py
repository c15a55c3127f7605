"""Two calls of the core that are under way at the same moment: started by test_promises.py.

Each reads a bulk file from a pipe of its own. A line that is no longer in the pipe has been taken by a call that is
under way, and none of the calls can end before its pipe is closed. No clock is asked.
"""

from __future__ import annotations

import fcntl
import os
import struct
import sys
import tempfile
import termios
import threading
from pathlib import Path

from crossdock_core import shopify

LINE = b'{"id":"gid://shopify/ProductVariant/1","sku":"A","barcode":null,"title":"t","product":{"id":"gid://shopify/Product/2","title":"p"},"inventoryItem":{"id":"gid://shopify/InventoryItem/3","tracked":true}}\n'


def bytes_in(pipe: int) -> int:
    return int(struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4))[0])


def main(folder: Path) -> None:
    names, results = [folder / "first", folder / "second"], {}

    def read(name: Path) -> None:
        results[name] = shopify.read_variants_jsonl(name)

    threads = []
    for name in names:
        os.mkfifo(name)
        threads.append(threading.Thread(target=read, args=(name,)))
        threads[-1].start()
    # Opening waits for the call that opens the other end, which therefore must not keep the GIL.
    pipes = [os.open(name, os.O_WRONLY) for name in names]
    for pipe in pipes:
        os.write(pipe, LINE)
        while bytes_in(pipe):
            pass
    under_way = [thread.is_alive() for thread in threads]
    for pipe in pipes:
        os.close(pipe)
    for thread in threads:
        thread.join()
    assert under_way == [True, True]
    assert [len(results[name]) for name in names] == [1, 1], results


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        main(Path(made))
    sys.exit(0)

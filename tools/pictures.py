"""The pictures of the README, taken from a real run: `python -m tools.pictures` in the project's virtual environment.

A store with products is connected on a database of its own, orders are placed, two of them with something that Odoo does
not know, and a headless Chromium is led through the pages over its DevTools protocol. The PNGs go to docs/images/.
"""

import base64
import io
import itertools
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import websocket
from PIL import Image

from tools.environment import ROOT, SetupError, copy_database, drop_database, start_odoo, start_simulator
from tools.world import World

IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 1400, 900
COLOURS_MAX = 128
PICTURE_BYTES_MAX = 200_000
# The first page has Odoo bundle its scripts and styles, which takes its time on a busy machine.
PAGE_SECONDS_MAX = 180
ANSWER_SECONDS_MAX = 60
PRODUCTS, ORDERS, COUNTED = 60, 12, 20


class Browser:
    """One page of a headless Chromium; use it with `with`."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.profile = Path(tempfile.mkdtemp(prefix="crossdock-pictures-"))
        self.numbers = itertools.count(1)
        program = shutil.which("chromium") or shutil.which("google-chrome")
        if not program:
            raise SetupError("there is no chromium; ./dev setup installs it")
        self.process = subprocess.Popen(
            [
                program,
                "--headless",
                *(["--no-sandbox"] if os.geteuid() == 0 else []),
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                f"--user-data-dir={self.profile}",
                f"--window-size={width},{height}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.socket = websocket.create_connection(self._page_address(), timeout=ANSWER_SECONDS_MAX)
        self.resize(width, height)

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.socket.close()
        self.process.terminate()
        self.process.wait(ANSWER_SECONDS_MAX)
        shutil.rmtree(self.profile, ignore_errors=True)

    def _page_address(self) -> str:
        """The DevTools address of the one page; Chromium writes its port to a file of the profile."""
        told = self.profile / "DevToolsActivePort"
        until = time.monotonic() + ANSWER_SECONDS_MAX
        while time.monotonic() < until:
            if told.exists() and (lines := told.read_text().splitlines()):
                with urllib.request.urlopen(f"http://127.0.0.1:{lines[0]}/json", timeout=10) as answer:
                    pages = [one for one in json.load(answer) if one["type"] == "page"]
                if pages:
                    return pages[0]["webSocketDebuggerUrl"]
            time.sleep(0.1)
        raise SetupError("Chromium did not start")

    def send(self, method: str, **parameters: object) -> dict[str, Any]:
        """One command, and its answer; events in between are passed over."""
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]

    def resize(self, width: int, height: int) -> None:
        """Make the page so large, in pixels."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.send("Emulation.setDeviceMetricsOverride", **size)

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression in the page."""
        return self.send("Runtime.evaluate", expression=script, returnByValue=True)["result"].get("value")

    def wait_for(self, script: str) -> None:
        """Wait until a JavaScript expression is true."""
        until = time.monotonic() + PAGE_SECONDS_MAX
        while not self.run(script):
            if time.monotonic() > until:
                raise RuntimeError(f"the page did not show {script}:\n{self.run('document.body.innerText')}")
            time.sleep(0.2)

    def open(self, url: str, selector: str, text: str = "") -> None:
        """Load a page, and wait for an element that holds the text, and for all that is still loading."""
        # The old page must not be taken for the new one.
        self.send("Page.navigate", url="about:blank")
        self.send("Page.navigate", url=url)
        found = f"document.querySelector({json.dumps(selector)})?.innerText.includes({json.dumps(text)})"
        self.wait_for(
            f"document.readyState === 'complete' && document.fonts.status === 'loaded' && {found}"
            " && [...document.images].every(image => image.complete)"
            " && !document.querySelector('.o_loading_indicator, .o_blockUI')"
        )
        time.sleep(1)  # Transitions of the web client have no end that can be asked for.

    def log_in(self, odoo: str, user: str = "admin", password: str = "admin") -> None:
        """Through Odoo's own login page."""
        self.open(f"{odoo}/web/login", "form.oe_login_form")
        self.run(
            f"document.querySelector('input[name=login]').value = {json.dumps(user)};"
            f"document.querySelector('input[name=password]').value = {json.dumps(password)};"
            "document.querySelector('form.oe_login_form').submit()"
        )
        self.wait_for("document.querySelector('.o_main_navbar, .o_home_menu') !== null")

    def capture(self, name: str) -> None:
        """Write what is to be seen to docs/images/NAME.png, with few enough colours to stay small."""
        shot = self.send("Page.captureScreenshot", format="png")["data"]
        image = Image.open(io.BytesIO(base64.b64decode(shot))).convert("RGB")
        path = IMAGES / f"{name}.png"
        image.quantize(COLOURS_MAX, dither=Image.Dither.NONE).save(path, optimize=True)
        size = path.stat().st_size
        if size > PICTURE_BYTES_MAX:
            raise RuntimeError(f"{path.name} has {size} bytes; at most {PICTURE_BYTES_MAX} are wanted")
        print(f"{path.relative_to(ROOT)}: {size // 1000} kB", flush=True)


def fill(world: World) -> int:
    """Connect, link and go live; orders, two of which must wait, and a stock count. The id of an order to show."""
    world.seed_products(PRODUCTS)
    world.connect_store(name="Demo store")
    world.link()
    world.go_live()
    world.connect_crm(name="Demo CRM")
    world.settle()
    world.place_orders(ORDERS)
    world.settle()
    shown = world.rpc.search_read("sale.order", [("crossdock_connection_id", "!=", False)], ["id"], limit=1)[0]["id"]
    world.set_stock({one["product"]: 12 + number for number, one in enumerate(world.products[:COUNTED])})
    world.settle()
    unknown = {
        "sku": "NEW-00001",
        "title": "A product that Odoo lacks",
        "price": "12.50",
        "quantity": 5,
        "tracked": True,
    }
    world.store.post("/_sim/products", {"products": [unknown]})
    held = [
        world.order(taxes=[{"title": "City tax", "rate": 0.035}]),
        world.order(lines=[{"sku": unknown["sku"], "quantity": 1}], taxes=[]),
    ]
    world.store.post("/_sim/orders", {"orders": held})
    world.settle()
    # Tours for newcomers would point at things in the pictures.
    world.rpc("res.users", "write", [2], {"tour_enabled": False})
    return shown


def take(world: World, order: int) -> None:
    """Lead the browser through the pages."""
    odoo = world.odoo.url
    with Browser() as browser:
        browser.log_in(odoo)
        browser.open(f"{odoo}/odoo/action-crossdock.crossdock_overview_action", ".o_kanban_renderer", "Demo CRM")
        browser.resize(WIDTH, 340)
        browser.capture("overview")
        browser.open(f"{odoo}/odoo/action-crossdock.crossdock_inbox_action", ".o_list_renderer", "City tax")
        browser.resize(WIDTH, 300)
        browser.capture("inbox")
        browser.resize(WIDTH, HEIGHT)
        browser.open(f"{odoo}/odoo/action-sale.action_orders/{order}", ".o_form_view", "Shipping")
        browser.capture("sale-order")
        browser.open(
            f"{odoo}/odoo/action-crossdock.crossdock_connection_action/{world.store_id}",
            ".o_form_view",
            "Link products",
        )
        browser.capture("connection")
        # Its three lists stand side by side where there is room for them.
        browser.resize(2300, 700)
        browser.open(f"{world.store.url}/", "body", "SKU-00001")
        browser.capture("store")


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    name = f"crossdock_pictures_{os.getpid()}"
    with ExitStack() as stack:
        stack.callback(drop_database, name)
        copy_database(name)
        store = stack.enter_context(start_simulator("shopify"))
        crm = stack.enter_context(start_simulator("hubspot"))
        world = World(stack.enter_context(start_odoo(name)), store, crm)
        order = fill(world)
        take(world, order)


if __name__ == "__main__":
    main()

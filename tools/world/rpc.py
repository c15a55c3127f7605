"""Odoo's web API, as a user calls it."""

import json
import urllib.request
from itertools import count
from typing import Any

CALL_SECONDS_MAX = 300


class RpcError(Exception):
    """Odoo refused a call; the text is what its user would read."""


class Rpc:
    """One user's session: `rpc("sale.order", "search_read", domain, fields=[...])`."""

    def __init__(self, url: str, database: str, login: str = "admin", password: str = "admin") -> None:
        self.url = url
        self.database = database
        self.password = password
        self._numbers = count(1)
        self.uid = self._call("common", "login", database, login, password)
        if not self.uid:
            raise RpcError(f"{login} may not log in to {database}")

    def _call(self, service: str, method: str, *arguments: object) -> Any:
        body = {
            "jsonrpc": "2.0",
            "method": "call",
            "id": next(self._numbers),
            "params": {"service": service, "method": method, "args": arguments},
        }
        request = urllib.request.Request(
            f"{self.url}/jsonrpc", data=json.dumps(body).encode(), headers={"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=CALL_SECONDS_MAX) as answer:
            result = json.load(answer)
        if "error" in result:
            data = result["error"].get("data") or {}
            raise RpcError(f"{data.get('name', '')}: {data.get('message', '')}\n{data.get('debug', '')[-3000:]}")
        return result.get("result")

    def __call__(self, model: str, method: str, *arguments: object, **keywords: object) -> Any:
        return self._call(
            "object", "execute_kw", self.database, self.uid, self.password, model, method, arguments, keywords
        )

    def search_read(self, model: str, domain: list, fields: list[str], **keywords: object) -> list[dict]:
        """Records as dicts."""
        return self(model, "search_read", domain, fields=fields, **keywords)

    def create(self, model: str, values: list[dict]) -> list[int]:
        """Ids of the new records."""
        return self(model, "create", values)

"""HTTP/2 is spoken where a server offers it, and a request is sent once there too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from h2.errors import ErrorCodes

from crossdock_core import http

from .certificates import Authority
from .http2_server import Http2Server
from .loopback_server import LoopbackServer


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    folder: Path = tmp_path_factory.mktemp("authority")
    return Authority(folder)


@pytest.fixture
def server(authority: Authority) -> Iterator[Http2Server]:
    with Http2Server(authority.server()) as running:
        yield running


@pytest.fixture
def client(authority: Authority) -> Iterator[http.Client]:
    made = http.Client(ca_path=authority.path)
    yield made
    made.close()


def post(url: str, body: bytes = b"{}") -> http.Request:
    return http.Request("POST", url, headers=[("X-Token", "t")], body=body, total_timeout_ms=20_000)


def one(client: http.Client, request: http.Request) -> http.Response:
    (response,) = client.perform([request])
    return response


def test_http_2_is_spoken_where_it_is_offered(server: Http2Server, client: http.Client) -> None:
    response = one(client, post(server.url("/echo")))
    seen = json.loads(response.body)
    assert (response.outcome, response.status, response.http_version) == ("answered", 200, "2")
    assert [value for name, value in response.headers if name == "x-two"] == ["1", "2"]
    assert (seen["headers"][":method"], seen["headers"]["x-token"], seen["size"]) == ("POST", "t", 2)


def test_http_1_is_spoken_where_it_is_not(authority: Authority, client: http.Client) -> None:
    with LoopbackServer(authority.server("old")) as old:
        assert one(client, post(old.url("/echo"))).http_version == "1.1"


def test_requests_side_by_side_share_one_connection(server: Http2Server, client: http.Client) -> None:
    responses = client.perform([post(server.url("/together/5"))] * 5)
    assert [(response.body, response.http_version) for response in responses] == [(b"together", "2")] * 5
    assert server.connections == 1
    assert one(client, post(server.url("/echo"))).status == 200
    assert (server.connections, server.requests) == (1, 6)


def test_bodies_larger_than_any_window_go_both_ways(server: Http2Server, client: http.Client) -> None:
    size = 3 << 20
    sent = one(client, post(server.url("/echo"), b"y" * size))
    assert json.loads(sent.body)["size"] == size
    assert one(client, post(server.url(f"/bytes/{size}"))).body == b"x" * size


def test_an_answer_larger_than_allowed_ends_its_stream_alone(server: Http2Server, client: http.Client) -> None:
    small = http.Request("POST", server.url("/bytes/100000"), response_bytes_max=1000, total_timeout_ms=20_000)
    assert one(client, small).outcome == "unknown"
    assert one(client, post(server.url("/bytes/5"))).body == b"xxxxx"


# REFUSED_STREAM says that the server did nothing, on which libcurl tries again by itself; it must not for what may
# have an effect.
@pytest.mark.parametrize("code", [ErrorCodes.REFUSED_STREAM, ErrorCodes.INTERNAL_ERROR, ErrorCodes.CANCEL])
def test_a_stream_that_is_reset_was_sent_once_and_has_an_unknown_outcome(
    server: Http2Server, client: http.Client, code: ErrorCodes
) -> None:
    response = one(client, post(server.url(f"/reset/{int(code)}")))
    assert (response.outcome, response.status, response.body) == ("unknown", 0, b"")
    assert server.requests == 1
    assert one(client, post(server.url("/echo"))).status == 200


def test_a_connection_that_goes_away_unanswered_was_sent_once(server: Http2Server, client: http.Client) -> None:
    response = one(client, post(server.url("/go-away")))
    assert (response.outcome, response.status) == ("unknown", 0)
    assert server.requests == 1
    assert one(client, post(server.url("/echo"))).status == 200

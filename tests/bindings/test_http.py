"""crossdock_core.http: every way a call can end, against a real server on a loopback port."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta, timezone

import pytest

from crossdock_core import http
from crossdock_core.errors import CrossdockError, InputError

from .certificates import Authority
from .loopback_server import LoopbackServer


@pytest.fixture
def server():
    with LoopbackServer() as running:
        yield running


@pytest.fixture
def client():
    made = http.Client()
    yield made
    made.close()


def post(url, body=b"{}", **options):
    options.setdefault("total_timeout_ms", 5000)
    return http.Request("POST", url, body=body, **options)


def one(client, request):
    (response,) = client.perform([request])
    return response


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


# What is sent and what comes back


def test_request_arrives_as_it_was_given(server, client):
    body = bytes(range(256)) * 20
    request = http.Request("PATCH", server.url("/echo?a=b%20c"), headers=[("X-Token", "t"), ("X-Empty", "")], body=body)
    response = one(client, request)
    seen = json.loads(response.body)
    assert (response.outcome, response.status, response.error, response.error_code) == (
        "answered",
        200,
        "",
        0,
    )
    assert (seen["method"], seen["path"]) == ("PATCH", "/echo?a=b%20c")
    assert seen["body"].encode("latin-1") == body
    assert (seen["headers"]["x-token"], seen["headers"]["x-empty"]) == ("t", "")
    assert seen["headers"]["user-agent"].startswith("Crossdock/")
    assert "expect" not in seen["headers"] and "content-type" not in seen["headers"]
    assert response.http_version == "1.1"
    assert 0 < response.elapsed_ms < 5000


def test_headers_have_lower_case_names_and_the_first_wins(server, client):
    response = one(client, http.Request("GET", server.url("/echo")))
    assert [value for name, value in response.headers if name == "x-two"] == ["1", "2"]
    assert response.header("X-TWO") == "1"
    assert response.header("x-none") is None


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "POST"])
def test_methods_without_a_body_arrive(server, client, method):
    assert json.loads(one(client, http.Request(method, server.url("/echo"))).body)["method"] == method


def test_head_has_no_body(server, client):
    response = one(client, http.Request("HEAD", server.url("/bytes/10")))
    assert (response.status, response.body, response.header("content-length")) == (200, b"", "10")


def test_compressed_answer_is_unpacked_and_its_unpacked_size_counts(server, client):
    assert one(client, post(server.url("/gzip/100000"))).body == b"x" * 100_000
    assert one(client, post(server.url("/gzip/100000"), response_bytes_max=99_999)).outcome == "unknown"


def test_redirect_is_not_followed(server, client):
    response = one(client, post(server.url("/redirect")))
    assert (response.status, response.header("location"), server.requests) == (302, "/echo", 1)


# Many at once, kept connections


def test_responses_come_in_the_order_of_the_requests(server, client):
    responses = client.perform([post(server.url(f"/bytes/{size}")) for size in range(60)])
    assert [len(response.body) for response in responses] == list(range(60))


def test_requests_run_side_by_side_up_to_the_maximum(server):
    client = http.Client(connections_max=4)
    begin = time.monotonic()
    responses = client.perform([post(server.url("/late/0.2"))] * 8)
    seconds = time.monotonic() - begin
    assert {response.status for response in responses} == {200}
    # One after the other they would take 1.6 s; four at a time need at least two rounds.
    assert 0.4 <= seconds < 1.4
    assert server.connections <= 4


def test_waiting_for_a_turn_does_not_eat_the_time_out(server):
    client = http.Client(connections_max=1)
    responses = client.perform([post(server.url("/late/0.3"), total_timeout_ms=800)] * 4)
    assert [response.outcome for response in responses] == ["answered"] * 4


def test_connection_is_kept_between_calls(server, client):
    for _ in range(20):
        assert one(client, post(server.url("/echo"))).status == 200
    assert (server.connections, server.requests) == (1, 20)


def test_connection_closed_by_the_server_while_idle_is_replaced(server, client):
    for _ in range(3):
        assert one(client, post(server.url("/then-close"))).status == 200
        time.sleep(0.05)
    assert (server.connections, server.requests) == (3, 3)


def test_nothing_to_send_is_nothing(client):
    assert client.perform([]) == []


def test_threads_share_one_client_by_turns(server, client):
    results = []

    def call():
        results.extend(client.perform([post(server.url("/late/0.05"))] * 3))

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [response.status for response in results] == [200] * 12


# How calls end badly


@pytest.mark.parametrize("path", ["/cut", "/chunk-cut", "/hang-up"])
def test_answer_that_does_not_come_whole_is_unknown(server, client, path):
    response = one(client, post(server.url(path)))
    assert (response.outcome, response.status, response.body, response.headers) == ("unknown", 0, b"", [])
    assert response.error and response.error_code


@pytest.mark.parametrize("path", ["/late/3", "/drip/3"])
def test_slow_answer_is_given_up_in_time_and_unknown(server, client, path):
    begin = time.monotonic()
    response = one(client, post(server.url(path), total_timeout_ms=300))
    assert response.outcome == "unknown"
    assert 0.25 <= time.monotonic() - begin < 1.5
    assert "300 ms" in response.error


def test_refused_connection_is_not_sent(client):
    assert one(client, post(f"http://127.0.0.1:{free_port()}/")).outcome == "not_sent"


def test_host_without_address_is_not_sent(client):
    response = one(client, post("https://nothing.invalid/", connect_timeout_ms=2000))
    assert response.outcome == "not_sent"


def test_connection_that_is_never_accepted_is_not_sent():
    # A listener whose queue is full leaves further connections unanswered.
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        port = listener.getsockname()[1]
        fillers = [socket.socket() for _ in range(4)]
        try:
            for filler in fillers:
                filler.setblocking(False)
                filler.connect_ex(("127.0.0.1", port))
            request = post(f"http://127.0.0.1:{port}/", connect_timeout_ms=300)
            assert one(http.Client(), request).outcome == "not_sent"
        finally:
            for filler in fillers:
                filler.close()


def test_answer_beyond_its_limit_is_unknown_and_at_it_is_read(server, client):
    assert one(client, post(server.url("/bytes/1000"), response_bytes_max=1000)).body == b"x" * 1000
    response = one(client, post(server.url("/bytes/1001"), response_bytes_max=1000))
    assert (response.outcome, response.body) == ("unknown", b"")
    assert "larger" in response.error


def test_i3_a_post_on_a_kept_connection_is_never_sent_twice(server, client):
    assert one(client, post(server.url("/echo"))).status == 200
    response = one(client, post(server.url("/hang-up")))
    assert (response.outcome, server.requests) == ("unknown", 2)


def test_i10_errors_hold_no_credentials_paths_or_queries(client):
    url = f"http://127.0.0.1:{free_port()}/very-secret-path?token=very-secret"
    request = post(url, headers=[("Authorization", "Bearer very-secret")])
    response = one(client, request)
    assert "very-secret" not in response.error + repr(response) + repr(request)
    assert "127.0.0.1" in response.error


# Where requests may go


@pytest.mark.parametrize(
    "url",
    ["http://192.0.2.1/", "http://shop.example/", "http://0.0.0.0:1/", "http://127.0.0.1.example/"],
)
def test_plain_http_beyond_this_machine_is_refused(client, url):
    response = one(client, post(url))
    assert response.outcome == "not_sent"
    assert "https" in response.error


@pytest.mark.parametrize("url", ["", "ftp://shop.example/", "file:///etc/passwd", "shop.example", "https://u:p@h/"])
def test_addresses_of_another_kind_are_refused(client, url):
    response = one(client, post(url))
    assert response.outcome == "not_sent" and response.error


def test_proxy_of_the_environment_sees_nothing_meant_for_this_machine(server, monkeypatch):
    with LoopbackServer() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url(""))
        assert one(http.Client(), post(server.url("/echo"))).status == 200
        assert proxy.connections == 0


@pytest.mark.parametrize(
    "headers",
    [
        [("X-Token", "a\r\nX-Injected: 1")],
        [("X-Token\r\nX-Injected", "1")],
        [("X Token", "1")],
        [("Content-Length", "0")],
        [("Transfer-Encoding", "chunked")],
    ],
)
def test_headers_that_could_smuggle_a_request_are_refused(server, client, headers):
    assert one(client, post(server.url("/echo"), headers=headers)).outcome == "not_sent"
    assert server.connections == 0


# TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


def test_certificate_of_an_unknown_authority_is_refused(authority, client):
    with LoopbackServer(authority.server()) as server:
        response = one(client, post(server.url("/echo")))
        assert response.outcome == "not_sent"
        assert "certificate" in response.error
        assert server.requests == 0


def test_certificate_of_a_trusted_authority_is_accepted(authority):
    with LoopbackServer(authority.server()) as server:
        client = http.Client(ca_path=authority.path)
        for host in ("127.0.0.1", "localhost"):
            assert one(client, post(server.url("/echo", host))).status == 200


def test_folder_of_trusted_certificates_is_accepted(authority, tmp_path):
    hashed = subprocess.run(
        ["openssl", "x509", "-hash", "-noout", "-in", authority.path],
        capture_output=True,
        text=True,
        check=True,
    )
    (tmp_path / f"{hashed.stdout.strip()}.0").symlink_to(authority.path)
    with LoopbackServer(authority.server()) as server:
        assert one(http.Client(ca_path=str(tmp_path)), post(server.url("/echo"))).status == 200


def test_certificate_for_another_name_is_refused(authority):
    certificate = authority.server("other", hosts=("shop.example",), addresses=("127.0.0.2",))
    with LoopbackServer(certificate) as server:
        response = one(http.Client(ca_path=authority.path), post(server.url("/echo")))
        assert (response.outcome, server.requests) == ("not_sent", 0)


def test_expired_certificate_is_refused(authority):
    with LoopbackServer(authority.server("expired", valid_from_days=-2)) as server:
        response = one(http.Client(ca_path=authority.path), post(server.url("/echo")))
        assert (response.outcome, server.requests) == ("not_sent", 0)


def test_trust_that_cannot_be_read_sends_nothing(authority, tmp_path):
    with LoopbackServer(authority.server()) as server:
        response = one(http.Client(ca_path=str(tmp_path / "none.pem")), post(server.url("/echo")))
        assert (response.outcome, server.requests) == ("not_sent", 0)


# Processes, signals, ends


def test_forked_child_uses_its_own_connections(server, client):
    assert one(client, post(server.url("/echo"))).status == 200
    child = os.fork()
    if child == 0:
        try:
            statuses = [one(client, post(server.url("/echo"))).status for _ in range(2)]
            os._exit(0 if statuses == [200, 200] else 1)
        except BaseException:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert one(client, post(server.url("/echo"))).status == 200
    # The parent's connection has survived the child, which made one of its own and kept that one.
    assert (server.connections, server.requests) == (2, 4)


def test_forked_child_leaves_the_parents_tls_alone(authority):
    with LoopbackServer(authority.server()) as server:
        client = http.Client(ca_path=authority.path)
        assert one(client, post(server.url("/echo"))).status == 200
        child = os.fork()
        if child == 0:
            try:
                response = one(client, post(server.url("/echo")))
                client.close()
                os._exit(0 if response.status == 200 else 1)
            except BaseException:
                os._exit(2)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert one(client, post(server.url("/echo"))).status == 200
        assert server.connections == 2


def test_signal_interrupts_a_waiting_call(server, client):
    # A shell that starts the suite in the background has its children ignore the signal.
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    begin = time.monotonic()
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            client.perform([post(server.url("/late/4"))])
    finally:
        timer.join()
        signal.signal(signal.SIGINT, former)
    assert time.monotonic() - begin < 1.5
    assert one(client, post(server.url("/echo"))).status == 200


def test_other_threads_run_while_a_call_waits(server, client):
    ticks = []
    stop = threading.Event()

    def tick():
        while not stop.wait(0.01):
            ticks.append(1)

    thread = threading.Thread(target=tick)
    thread.start()
    one(client, post(server.url("/late/0.5")))
    stop.set()
    thread.join()
    assert len(ticks) > 10


def test_closed_client_says_so(server):
    client = http.Client()
    one(client, post(server.url("/echo")))
    client.close()
    client.close()
    with pytest.raises(CrossdockError, match="closed"):
        client.perform([post(server.url("/echo"))])


def test_importing_starts_no_thread_and_opens_nothing():
    code = (
        "import os, sys\n"
        "before = sorted(os.listdir('/proc/self/fd'))\n"
        "from crossdock_core import columns, diff, hubspot, http, inventory, plan, shopify\n"
        "client = http.Client()\n"
        "assert sorted(os.listdir('/proc/self/fd')) == before\n"
        "assert len(os.listdir('/proc/self/task')) == 1\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# Downloads


def test_download_goes_to_the_file(server, client, tmp_path):
    target = tmp_path / "bulk.jsonl"
    target.write_bytes(b"old and longer than what comes" * 100)
    response = client.download(http.Request("GET", server.url("/bytes/1000")), str(target), bytes_max=1000)
    assert (response.outcome, response.status, response.body) == ("answered", 200, b"")
    assert target.read_bytes() == b"x" * 1000


def test_new_download_is_readable_by_its_owner_alone(server, client, tmp_path):
    target = tmp_path / "bulk.jsonl"
    client.download(http.Request("GET", server.url("/bytes/1")), str(target), bytes_max=10)
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("path", ["/bytes/1001", "/cut", "/hang-up"])
def test_download_that_fails_leaves_no_half_file(server, client, tmp_path, path):
    target = tmp_path / "bulk.jsonl"
    response = client.download(http.Request("GET", server.url(path)), str(target), bytes_max=1000)
    assert (response.outcome, target.read_bytes()) == ("unknown", b"")


def test_refused_download_keeps_its_words_out_of_the_file(server, client, tmp_path):
    target = tmp_path / "bulk.jsonl"
    response = client.download(http.Request("GET", server.url("/status/403")), str(target), bytes_max=1000)
    assert (response.status, response.body, target.read_bytes()) == (403, b"{}", b"")


def test_disk_that_is_full_is_told(server, client):
    response = client.download(http.Request("GET", server.url("/bytes/100000")), "/dev/full", bytes_max=10**6)
    assert response.outcome == "unknown"
    assert "file" in response.error


# Budgets, Retry-After, the retry table


def test_cost_budget_waits_until_the_points_are_there():
    budget = http.CostBudget()
    assert budget.wait(10**9, 0.0) == 0.0
    budget.update(1000, 100, 50, 10.0)
    assert budget.wait(600, 10.0) == pytest.approx(10)
    budget.spend(100, 10.0)
    assert budget.wait(600, 10.0) == pytest.approx(12)
    assert budget.wait(600, 22.0) == 0.0


def test_window_budget_waits_for_the_next_window():
    budget = http.WindowBudget()
    assert budget.wait(0.0) == 0.0
    budget.update(100, 1, 10_000, 5.0)
    budget.spend(6.0)
    assert budget.wait(6.0) == pytest.approx(9)
    assert budget.wait(15.0) == 0.0


NOW = datetime(2026, 11, 23, 12, 0, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("2.0", 2),
        ("Mon%2C%2023%20Nov%202026%2010%3A00%3A30%20GMT", 30),
        ("Mon%2C%2023%20Nov%202026%2009%3A00%3A00%20GMT", 0),
        ("soon", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(server, client, header, seconds):
    response = one(client, post(server.url(f"/status/429?after={header}")))
    assert http.retry_after_seconds(response, NOW) == seconds


def test_response_without_retry_after_asks_for_nothing(server, client):
    response = one(client, post(server.url("/echo")))
    assert http.retry_after_seconds(response, NOW) is None
    with pytest.raises(ValueError, match="aware"):
        http.retry_after_seconds(one(client, post(server.url("/status/429?after=1"))), datetime(2026, 1, 1))


def decide(system="shopify", resume="keyed", outcome="answered", status=200, error_code=None, **more):
    values = {"attempt": 1, "retry_after": None, "jitter": 0.5} | more
    return http.decide(system=system, resume=resume, outcome=outcome, status=status, error_code=error_code, **values)


@pytest.mark.parametrize(
    ("given", "action"),
    [
        ({}, "done"),
        ({"outcome": "not_sent", "status": 0, "resume": "verify"}, "retry"),
        ({"outcome": "unknown", "status": 0}, "retry"),
        ({"outcome": "unknown", "status": 0, "resume": "upsert"}, "retry"),
        ({"outcome": "unknown", "status": 0, "resume": "verify"}, "verify"),
        ({"status": 503, "resume": "verify"}, "verify"),
        ({"error_code": "THROTTLED"}, "retry"),
        ({"error_code": "MAX_COST_EXCEEDED"}, "dead"),
        ({"error_code": "IDEMPOTENCY_CONCURRENT_REQUEST"}, "retry"),
        ({"error_code": "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED"}, "replan"),
        ({"error_code": "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"}, "replan"),
        ({"error_code": "CHANGE_FROM_QUANTITY_STALE"}, "replan"),
        ({"error_code": "INVALID_INVENTORY_ITEM"}, "split"),
        ({"status": 401}, "pause"),
        ({"status": 402}, "pause"),
        ({"status": 403}, "pause"),
        ({"status": 404}, "pause"),
        ({"system": "hubspot", "resume": "upsert", "status": 400, "error_code": "VALIDATION_ERROR"}, "split"),
        ({"system": "hubspot", "resume": "upsert", "status": 207}, "done"),
        ({"system": "hubspot", "resume": "upsert", "status": 429, "error_code": "DAILY"}, "retry"),
    ],
)
def test_retry_table_says(given, action):
    decision = decide(**given)
    assert decision.action == action
    assert decision.reason


def test_retry_table_waits_as_long_as_it_was_asked_to():
    assert decide(status=429, retry_after=42.0).delay_seconds == 42.0
    assert decide(system="hubspot", resume="upsert", status=429, error_code="DAILY").delay_seconds > 600


def test_retry_table_gives_up_with_the_reason():
    decision = decide(outcome="unknown", status=0, attempt=1000)
    assert decision.action == "dead"
    assert "1000 times" in decision.reason


@pytest.mark.parametrize(
    "wrong",
    [
        {"system": "magento"},
        {"resume": "perhaps"},
        {"outcome": "lost"},
        {"attempt": 0},
        {"jitter": 1.0},
        {"retry_after": -1.0},
        {"status": 1000},
    ],
)
def test_retry_table_refuses_what_it_does_not_know(wrong):
    with pytest.raises(InputError):
        decide(**wrong)

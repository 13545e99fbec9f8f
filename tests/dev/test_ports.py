"""A port that was asked for is a promise; the default is a wish."""

import socket
from collections.abc import Iterator

import pytest

from community.dev import Problem, ports


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_the_next_free_port_stands_in_for_the_usual_one(taken, monkeypatch):
    monkeypatch.setattr(ports, "USUAL", taken)
    site = ports.choose({})
    assert site.port > taken
    assert site.moved


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(taken):
    with pytest.raises(Problem, match=f"Port {taken} on 127.0.0.1 is taken"):
        ports.choose({"PORT": str(taken)})


def test_a_program_that_listens_everywhere_takes_the_port_too(monkeypatch):
    with socket.create_server(("0.0.0.0", 0)) as server:
        port = server.getsockname()[1]
        with pytest.raises(Problem, match="is taken"):
            ports.choose({"PORT": str(port)})


@pytest.mark.parametrize("port", ["no", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_an_error(port):
    with pytest.raises(Problem, match=f"PORT is '{port}'"):
        ports.choose({"PORT": port})


def test_a_host_that_is_not_this_machine_is_an_error():
    with pytest.raises(Problem, match=r"HOST=192\.0\.2\.1"):
        ports.choose({"HOST": "192.0.2.1"})


@pytest.mark.parametrize(
    ("host", "bind", "near", "url"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "127.0.0.1", "http://localhost:8000"),
        ("0.0.0.0", "0.0.0.0:8000", "127.0.0.1", "http://localhost:8000"),
        ("::1", "[::1]:8000", "::1", "http://[::1]:8000"),
        ("10.1.2.3", "10.1.2.3:8000", "10.1.2.3", "http://10.1.2.3:8000"),
    ],
)
def test_addresses_for_binding_probing_and_reading(host, bind, near, url):
    site = ports.Listening(host, 8000)
    assert (site.bind, site.near, site.url) == (bind, near, url)

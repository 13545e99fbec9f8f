#!/usr/bin/env python
"""Django's command line."""

import os
import sys

from community.dev.addresses import socket_dir


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings")
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except OperationalError as error:
        if str(socket_dir()) not in str(error):
            raise
        sys.exit(
            "The embedded database is not running. Start it with `make run`, or alone with "
            "`.venv/bin/python -m community.dev start`."
        )


if __name__ == "__main__":
    main()

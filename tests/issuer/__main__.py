"""Serve the issuer on a free port until standard input closes; the first line says where.

ISSUER_FOLDER=/tmp/issuer python -m tests.issuer CALLBACK
"""

import os
import sys
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


def fill(callback: str) -> None:
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from tests.issuer.people import CLIENT, PASSWORD, PEOPLE, SECRET

    call_command("migrate", verbosity=0)
    for username, person in PEOPLE.items():
        User.objects.create_user(
            username,
            password=PASSWORD,
            first_name=person.given_name,
            last_name=person.family_name,
        )
    client = Client(id=CLIENT, name="Grand Round", scopes="openid\nprofile")
    client.set_redirect_uris([callback])
    client.set_secret(SECRET)
    client.save()


def main(callback: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.issuer.settings"
    django.setup()
    fill(callback)
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, get_wsgi_application(), Server, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    sys.stdin.read()  # whoever started it has gone: so does it


main(sys.argv[1])

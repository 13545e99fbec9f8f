"""Sign-ins elsewhere as proof. allauth speaks the protocol: state, PKCE, the exchange of the code,
audience and expiry of the token. Whatever else it would do with a sign-in, it does not do here: no
one gets into an account this way, none is made, and no account, token or claim is kept.
"""

import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

import structlog
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import ProviderException
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from community.lib.issuers import Issuer
from community.lib.limits import TooFast
from community.lib.verdicts import Refused
from community.members.request import viewer_of
from verification import identity
from verification.identity import Identity

log = structlog.get_logger(__name__)

NOTED = "Thank you. The verifier will see that you signed in with {}."
CANCELLED = "You came back without signing in. Nothing has changed."
FAILED = "That sign-in did not work. Nothing has changed; please begin again."
NO_ANSWER = "The other site does not answer as it should. Please try again later."
ENOUGH = "That is enough for one day. Please try again tomorrow."

ENDPOINTS = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
LONGEST_NAME = 200
LONGEST_SUBJECT = 191  # allauth breaks on a longer one


class Unsound(ProviderException):
    """What the issuer says does not hold together."""


class ProofAdapter(DefaultSocialAccountAdapter):
    """Named in the settings."""

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Any:
        """The issuer of this id, for who has signed in here."""
        found = super().get_provider(request, provider, client_id)
        if not viewer_of(request).is_signed_in:
            raise ImmediateHttpResponse(redirect_to_login(reverse("verification_identity")))
        return found

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[Any]:
        """Those of the environment alone: no row in a database makes an issuer trusted."""
        return [
            _app(issuer)
            for issuer in settings.TRUSTED_ISSUERS
            if provider in (None, issuer.key) and client_id in (None, issuer.client_id)
        ]

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Everyone who comes back is answered here. allauth, which comes next and would sign in, up
        or connect, has no next."""
        issuer = _issuer(sociallogin.account.provider)
        try:
            who = _identity(issuer, sociallogin.account.extra_data, sociallogin.state)
            identity.prove(viewer_of(request), sociallogin.state["claim"], who)
        except Refused as refused:
            raise ImmediateHttpResponse(_back(request, messages.ERROR, str(refused))) from None
        words = NOTED.format(issuer.name)
        raise ImmediateHttpResponse(_back(request, messages.SUCCESS, words))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: Any = None,
    ) -> None:
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(_back(request, messages.INFO, CANCELLED))
        # The exception's text may hold a token.
        log.warning("sign_in_failed", issuer=provider.sub_id, error=type(exception).__name__)
        raise ImmediateHttpResponse(_back(request, messages.ERROR, FAILED))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_requests_session(self) -> Any:
        session = super().get_requests_session()
        session.request = partial(_ask, self.request, session.request)
        return session


class ProofProvider(OpenIDConnectProvider):
    """Named in the settings."""

    package = "allauth.socialaccount.providers.openid_connect"  # where allauth finds its addresses

    def redirect_from_request(self, request: HttpRequest) -> HttpResponse:
        """Off to the issuer, asking for what we ask for: whatever the address says besides (a page
        to go on to, a scope, a level of assurance) is not passed on."""
        if request.method != "POST" or request.POST.get("process") != AuthProcess.CONNECT:
            raise Http404
        try:
            claim = identity.begin(viewer_of(request))
        except (Refused, TooFast) as error:
            words = ENOUGH if isinstance(error, TooFast) else str(error)
            return _back(request, messages.ERROR, words)
        nonce = secrets.token_urlsafe(24)
        asked: HttpResponse = self.redirect(
            request,
            AuthProcess.CONNECT,
            auth_params={"nonce": nonce},
            nonce=nonce,
            claim=claim.pk,
        )
        return asked

    def get_oauth2_adapter(self, request: HttpRequest) -> Any:
        adapter = super().get_oauth2_adapter(request)
        said = adapter.openid_config
        if said.get("issuer") != _issuer(self.sub_id).url or not all(map(said.get, ENDPOINTS)):
            log.error("issuer_misconfigured", issuer=self.sub_id)
            raise ImmediateHttpResponse(_back(request, messages.ERROR, NO_ANSWER))
        return adapter

    def extract_uid(self, data: dict[str, Any]) -> str:
        """The subject, on which the token and the details fetched besides must agree."""
        token, details = data.get("id_token"), data.get("userinfo")
        if not token or not details:
            raise Unsound
        subject = token.get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
            raise Unsound
        if details.get("sub") != subject:
            raise Unsound
        return subject

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}  # for an account that is never made

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []


def _identity(issuer: Issuer, data: dict[str, Any], state: dict[str, Any]) -> Identity:
    """Who signed in, from a token that is that issuer's, for us and for this very attempt. allauth
    compares with what the issuer calls itself; we with what we were told to trust."""
    token = data["id_token"]
    if token.get("iss") != issuer.url or token.get("azp", issuer.client_id) != issuer.client_id:
        raise Refused(FAILED)
    if not state.get("nonce") or token.get("nonce") != state["nonce"] or "exp" not in token:
        raise Refused(FAILED)
    claims = data["userinfo"] | token
    return Identity(
        issuer=issuer,
        subject=token["sub"],
        given_name=_name(claims, "given_name"),
        surname=_name(claims, "family_name"),
        name=_name(claims, "name"),
        assurance=claims.get(issuer.assurance_claim) if issuer.assurance_claim else None,
    )


def _name(claims: dict[str, Any], key: str) -> str:
    name = claims.get(key)
    return name if isinstance(name, str) and len(name) <= LONGEST_NAME else ""


def _issuer(key: str) -> Issuer:
    return next(issuer for issuer in settings.TRUSTED_ISSUERS if issuer.key == key)


def _app(issuer: Issuer) -> Any:
    return SocialApp(
        provider=OpenIDConnectProvider.id,
        provider_id=issuer.key,
        name=issuer.name,
        client_id=issuer.client_id,
        secret=issuer.secret,
        settings={
            "server_url": issuer.url.rstrip("/"),
            "oauth_pkce_enabled": True,
            "scope": ["openid", "profile"],  # no address: we need none
        },
    )


def _ask(request: HttpRequest, send: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The issuer's answer, which is always an object in JSON; whatever else comes of asking ends
    in the same few words."""
    try:
        answer = send(*args, **kwargs)
        answer.raise_for_status()
        if not isinstance(answer.json(), dict):
            raise ValueError
    except (OSError, ValueError) as error:
        log.warning("issuer_unreachable", error=type(error).__name__)
        raise ImmediateHttpResponse(_back(request, messages.ERROR, NO_ANSWER)) from None
    return answer


def _back(request: HttpRequest, level: int, words: str) -> HttpResponse:
    messages.add_message(request, level, words)
    return redirect("verification")

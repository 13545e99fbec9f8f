from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.contrib.auth.models import User

from tests.issuer.people import PEOPLE


class Adapter(DefaultOIDCAdapter):
    """What people.py says of each person."""

    def get_claims(self, purpose, user, client, scopes, email=None, **kwargs) -> dict[str, Any]:
        claims = super().get_claims(purpose, user, client, scopes, email, **kwargs)
        del claims["preferred_username"]
        person = PEOPLE[user.username]
        claims |= person.says | (person.details if purpose == "userinfo" else {})
        return {key: value for key, value in claims.items() if value is not None}

    def populate_id_token(self, id_token, client, scopes, **kwargs) -> None:
        person = PEOPLE[User.objects.get(pk=id_token["sub"]).username]
        id_token |= person.lies
        for key in [key for key, value in id_token.items() if value is None]:
            del id_token[key]

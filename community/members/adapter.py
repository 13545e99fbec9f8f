"""Where our ways differ from allauth's."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from community.members.models import User


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request: Any, user: User, form: Any, commit: bool = True) -> User:
        user.name = form.cleaned_data.get("name", "")
        return super().save_user(request, user, form, commit)


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        from django.conf import settings

        return {
            "id": super().get_public_key_credential_rp_entity()["id"],
            "name": settings.SITE_NAME,
        }

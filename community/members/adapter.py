"""Where our ways differ from allauth's."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings


class SecondFactorAdapter(DefaultMFAAdapter):
    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What a browser calls us when it asks for a passkey: our name, not our host's."""
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}

"""The domains whose addresses prove a workplace or a place of study; administrators edit them."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.db import transaction
from django.http import HttpRequest

from community.audit.recording import record
from community.members.request import viewer_of
from verification.models import WorkDomain

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
SHAPE = re.compile(rf"(\*\.)?{LABEL}(\.{LABEL})+")
# Under these anyone can have a domain.
OPEN_TO_ALL = {"co.uk", "org.uk", "me.uk", "ltd.uk", "plc.uk", "net.uk", "uk.com", "gb.com",
               "com.au", "org.au", "net.au", "co.nz", "github.io"}  # fmt: skip
# With these anyone can have an address.
FOR_ANYONE = {
    "gmail.com", "googlemail.com", "outlook.com", "outlook.co.uk", "hotmail.com", "hotmail.co.uk",
    "live.com", "live.co.uk", "msn.com", "yahoo.com", "yahoo.co.uk", "ymail.com", "icloud.com",
    "me.com", "mac.com", "aol.com", "aol.co.uk", "proton.me", "protonmail.com", "pm.me", "gmx.com",
    "gmx.net", "gmx.co.uk", "mail.com", "zoho.com", "fastmail.com", "tutanota.com", "yandex.com",
    "btinternet.com", "sky.com", "virginmedia.com", "talktalk.net",
}  # fmt: skip


class DomainForm(forms.ModelForm):
    class Meta:
        model = WorkDomain
        fields = ["pattern", "for_work", "for_study", "note"]

    def clean_pattern(self) -> str:
        pattern: str = self.cleaned_data["pattern"].strip().lower()
        if not SHAPE.fullmatch(pattern):
            raise forms.ValidationError("Write it as nhs.net, or *.nhs.uk for all that end so.")
        domain = pattern.removeprefix("*.")
        if domain in OPEN_TO_ALL or (pattern.startswith("*.") and "." not in domain):
            raise forms.ValidationError("Under this anyone can have a domain.")
        if domain in FOR_ANYONE:
            raise forms.ValidationError("Anyone can have an address there: it proves nothing.")
        return pattern


@admin.register(WorkDomain)
class WorkDomainAdmin(ModelAdmin):
    form = DomainForm
    actions = None
    list_display = ["pattern", "for_work", "for_study", "note"]

    def save_model(self, request: HttpRequest, obj: WorkDomain, form: Any, change: bool) -> None:
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            uses = {"pattern": obj.pattern, "for_work": obj.for_work, "for_study": obj.for_study}
            record("domain.saved", obj, actor_id=viewer_of(request).user_id, **uses)

    def delete_model(self, request: HttpRequest, obj: WorkDomain) -> None:
        with transaction.atomic():
            record("domain.deleted", obj, actor_id=viewer_of(request).user_id, pattern=obj.pattern)
            super().delete_model(request, obj)

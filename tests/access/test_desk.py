"""Every page of the desk opens for whoever may open it: a page that breaks is found here."""

import pytest
from django.contrib import admin
from django.urls import reverse

from tests.access.table import ADMIN_MODELS


@pytest.fixture
def something_of_each(rooms, people, viewer_of, run_outbox):
    from forums import posting
    from tests.forums.writing import draft

    posting.reply(
        viewer_of(people.anna), rooms.closed_topic, draft("I will find you and kill you.")
    )
    run_outbox()


def test_an_administrator_opens_every_list_and_every_object(something_of_each, people, client_for):
    adam, opened = client_for(people.adam), 0
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        assert name in ADMIN_MODELS
        assert adam.get(reverse(f"admin:{name}_changelist")).status_code == 200
        if thing := model._default_manager.first():
            assert adam.get(reverse(f"admin:{name}_change", args=[thing.pk])).status_code == 200
            opened += 1
    assert opened >= 7


def test_a_manager_and_a_verifier_open_no_object_that_is_not_theirs(
    something_of_each, people, client_for
):
    for who, theirs in ((people.moira, ()), (people.vera, ("verification",))):
        client = client_for(who)
        for model in admin.site._registry:
            thing = model._default_manager.first()
            if thing and model._meta.app_label not in theirs:
                name = f"{model._meta.app_label}_{model._meta.model_name}"
                for page in ("change", "history", "delete"):
                    where = reverse(f"admin:{name}_{page}", args=[thing.pk])
                    assert client.get(where).status_code == 404, where

"""A form's key opens nothing but the result of that same form."""

import uuid

import pytest

from community.pipeline.once import once, remember
from tests.forums.writing import typed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("act", ["claim", "decide", "reply"])
def test_a_key_spent_on_another_act_leads_to_no_post_of_someone_else(
    client_for, people, rooms, act
):
    key = uuid.uuid4()
    remember(
        once(people.nina.pk, key, act), rooms.closed_post.pk
    )  # a claim's id, by chance the same
    client = client_for(people.nina)
    new = client.post(f"/b/{rooms.open.slug}/new/", typed("Words of mine.", title="Mine", key=key))
    assert new.status_code == 302
    assert new["Location"].endswith("/mine/")
    assert "marathon" not in new["Location"]

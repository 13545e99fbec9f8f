"""Where pictures lie: a folder of ours, or a bucket of an S3-compatible store."""

import io
import json
import uuid

import boto3
import pytest
from botocore.exceptions import ClientError
from django.urls import reverse
from PIL import Image

from community.lib import uploads
from community.lib.reencoding import SIZES
from forums import attaching, covering, picturing, places
from forums.covering import Box
from forums.models import Picture
from tests.forums import bucket
from tests.forums.drawn import add_picture
from tests.lib.files import png
from tests.settings.test_production import start


def keep():
    (drawn,) = uploads.pictures_of(png())
    stored, size = picturing.keep(drawn)
    assert size == sum(map(len, drawn.sizes.values()))
    return drawn, stored


def test_each_size_is_kept_under_a_name_that_says_nothing(picture_store):
    drawn, stored = keep()
    assert len(stored) == 32
    assert int(stored, 16)
    for size, data in drawn.sizes.items():
        with picturing.read(Picture(stored=stored), size) as file:
            assert file.read() == data


def test_no_other_user_of_the_machine_can_read_them(picture_store):
    keep()
    for path in picture_store.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_what_is_deleted_leaves_no_file_and_can_be_deleted_twice(picture_store):
    _, stored = keep()
    _, other = keep()
    for _ in range(2):
        picturing.discard(stored)
    assert {path.parent.name for path in picture_store.rglob("*.webp")} == {other}
    assert [found for found, _ in picturing.kept_since()] == [other]
    with pytest.raises(FileNotFoundError):
        picturing.read(Picture(stored=stored), "small")


def test_when_one_size_cannot_be_kept_none_is(picture_store, monkeypatch):
    (drawn,) = uploads.pictures_of(png())
    drawn.sizes["full"] = None
    with pytest.raises(TypeError):
        picturing.keep(drawn)
    assert not list(picture_store.rglob("*.webp"))


# --- A bucket ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    with bucket.running(tmp_path_factory.mktemp("s3")) as environment:
        yield environment


@pytest.fixture
def in_a_bucket(s3, settings):
    """The site as it is set up with this environment, by its own settings."""
    code = "import json; from django.conf import settings; print(json.dumps(settings.STORAGES))"
    said = start("-c", f"import django; {code}", DJANGO_SETTINGS_MODULE=SETTINGS, **TEST, **s3)
    assert said.returncode == 0, said.stderr
    settings.STORAGES = settings.STORAGES | {"pictures": json.loads(said.stdout)["pictures"]}
    return bucket.client(s3["PICTURES_S3_ENDPOINT"])


SETTINGS, TEST = "community.settings", {"ENVIRONMENT": "test"}


def keys(client):
    found = client.list_objects_v2(Bucket=bucket.BUCKET).get("Contents", [])
    return {one["Key"] for one in found if one["Key"].endswith(".webp")}


@pytest.mark.django_db
def test_a_picture_goes_its_whole_way_through_a_bucket(
    in_a_bucket, rooms, people, client_for, viewer_of, run_outbox
):
    anna = viewer_of(people.anna)
    place = places.place_or_404(anna, f"reply {rooms.closed_topic.pk}")
    said = attaching.Declared("function", "A rhythm strip", is_anonymised=True)
    (picture,) = attaching.send(anna, place, png(), said, uuid.uuid4())
    assert keys(in_a_bucket) == {picturing.name_of(picture.stored, size) for size in SIZES}

    client = client_for(people.anna)
    for size in SIZES:
        answer = client.get(reverse("picture_file", args=[picture.token, size]))
        shown = Image.open(io.BytesIO(b"".join(answer.streaming_content)))
        assert (answer.status_code, shown.format) == (200, "WEBP")

    after = covering.cover(anna, picture, (Box(0, 0, 100, 100),), 1, uuid.uuid4())
    run_outbox()
    assert keys(in_a_bucket) == {picturing.name_of(after.stored, size) for size in SIZES}
    answer = client.get(reverse("picture_file", args=[after.token, "full"]))
    black = Image.open(io.BytesIO(b"".join(answer.streaming_content))).convert("RGB")
    assert max(high for _, high in black.getextrema()) < 20

    attaching.remove(anna, after)
    run_outbox()
    assert keys(in_a_bucket) == set()


@pytest.mark.django_db
def test_what_is_gone_from_the_bucket_is_not_found(in_a_bucket, rooms, people, client_for):
    picture = add_picture(rooms.open_post, people.bela)
    assert (
        client_for().get(reverse("picture_file", args=[picture.token, "small"])).status_code == 404
    )


def test_the_bucket_is_closed_to_whoever_has_no_key_or_a_wrong_one(in_a_bucket, s3, settings):
    _, stored = keep()
    name = picturing.name_of(stored, "small")
    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        bucket.client(s3["PICTURES_S3_ENDPOINT"], "guessed").get_object(
            Bucket=bucket.BUCKET, Key=name
        )
    unsigned = boto3.session.Session().client(
        "s3",
        endpoint_url=s3["PICTURES_S3_ENDPOINT"],
        region_name="us-east-1",
        config=bucket.UNSIGNED,
    )
    with pytest.raises(ClientError, match=r"AccessDenied|Forbidden"):
        unsigned.get_object(Bucket=bucket.BUCKET, Key=name)
    picturing.discard(stored)
    store = settings.STORAGES["pictures"]
    wrong = store | {"OPTIONS": store["OPTIONS"] | {"secret_key": "guessed"}}
    settings.STORAGES = settings.STORAGES | {"pictures": wrong}
    with pytest.raises(ClientError):
        keep()


@pytest.mark.parametrize("missing", ["BUCKET", "ENDPOINT", "ACCESS_KEY", "SECRET_KEY"])
def test_half_a_configuration_stops_the_start_and_is_named(missing):
    parts = ("BUCKET", "ENDPOINT", "ACCESS_KEY", "SECRET_KEY")
    given = {f"PICTURES_S3_{part}": "x" for part in parts if part != missing}
    said = start("manage.py", "check", **TEST, **given)
    assert said.returncode != 0
    assert "PICTURES_S3_BUCKET" in said.stderr
    assert "PICTURES_DIR" in said.stderr


def test_the_proxy_is_not_sent_to_a_folder_where_nothing_lies():
    given = {f"PICTURES_S3_{part}": "x" for part in ("BUCKET", "ENDPOINT", "ACCESS_KEY")}
    given |= {"PICTURES_S3_SECRET_KEY": "x", "PICTURES_ACCEL": "/_pictures/"}
    said = start("manage.py", "check", **TEST, **given)
    assert said.returncode != 0
    assert "PICTURES_ACCEL" in said.stderr

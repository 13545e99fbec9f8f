"""Reports, made as the use cases make them."""

import uuid

from django.utils import timezone

from community.members.models import User
from community.members.viewer import Viewer
from forums.models import Picture, Post
from moderation.models import Report
from moderation.reports import public_reporting, reporting
from moderation.reports.grounds import GROUNDS
from moderation.reports.public_reporting import Told


def report(
    viewer: Viewer, thing: Post | Picture | User, kind: str, words: str = "", **fields: object
) -> Report:
    """What a member reports."""
    name = {Post: "post", Picture: "picture", User: "profile"}[type(thing)]
    key = fields.pop("key", None) or uuid.uuid4()
    return reporting.report(viewer, name, thing.pk, GROUNDS[kind], words, key=key)


def told(ground: str = "patient", /, **fields: object) -> Told:
    """What somebody without an account sends."""
    values = {"browser": "a-browser", "key": uuid.uuid4(), "relation": "patient"}
    return Told(ground=GROUNDS[ground], **values | fields)


def told_of(thing: Post | Picture, kind: str = "patient", **fields: object) -> Report:
    """A report of a thing by somebody without an account."""
    name = {Post: "post", Picture: "picture"}[type(thing)]
    return public_reporting.report(told(kind, kind=name, subject_id=thing.pk, **fields))


def settled(report: Report, outcome: str) -> None:
    report.outcome, report.settled_at = outcome, timezone.now()
    report.save()

"""What is to be said of a picture that was looked at: to its owner, and to who decides about it."""

from community.subjects import Sight
from forums.models import Picture
from moderation import detectors
from moderation.screening import knowing


def warnings(picture: Picture) -> list[str]:
    """What its owner should know before posting it, in sentences; none before it was looked at."""
    if picture.looked_at is None:
        return []
    said = [
        f"It shows “{picture.text[finding.start : finding.end]}”. {finding.why}"
        for finding in detectors.screen(picture.text, knowing(picture.board.readers))
        if finding.action >= detectors.Action.FLAG
    ]
    # It is read twice over, so most words are there twice.
    return list(dict.fromkeys(said)) + [one.why for one in sights_of(picture)]


def sights_of(picture: Picture) -> list[Sight]:
    """What was seen in it that a moderator looks at before others do. A face that is to be shown,
    and may be, is looked at too, but does not wait."""
    seen = []
    if picture.faces:
        agreed = picture.shows == Picture.Shows.FACE and picture.consent == Picture.Consent.GIVEN
        flagged = agreed and picture.board.is_closed
        seen.append(Sight("face", "There seems to be a face in it.", "flag" if flagged else "hold"))
    if picture.codes:
        seen.append(Sight("barcode", "It shows a bar code, which may hold a patient’s number."))
    if picture.is_unread:
        seen.append(Sight("unread", "No machine could read the words in it, so a person looks."))
    return seen

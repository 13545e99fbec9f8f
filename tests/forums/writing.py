"""What a member types: forms and drafts, each with a key of its own."""

import uuid

from community.lib.limits import Limit
from forums.posting import Composed

UNLIMITED = Limit("posting", "10000/minute", "what is tested here is not the limit")

# Numbers from the NHS's own range for tests and documentation.
NHS_NUMBER = "9434765919"


def typed(source: str = "I would repeat it.", **fields: object) -> dict[str, object]:
    """The fields of a form as a browser sends them."""
    return {"source": source, "key": str(uuid.uuid4()), **fields}


def draft(source: str = "I would repeat it.", **fields: object) -> Composed:
    return Composed(**({"source": source, "key": uuid.uuid4()} | fields))

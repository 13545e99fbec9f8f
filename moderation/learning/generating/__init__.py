"""Texts made in volume. They teach the models what the corpora are too few for; nothing is measured
on them."""

from .grafts import grafts
from .identifiers import identifiers
from .insults import insults
from .statements import statements

__all__ = ["grafts", "identifiers", "insults", "statements"]

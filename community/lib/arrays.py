"""Many ids as one parameter of a query."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, Func, TextField, Value
from django.db.models.functions import Cast


class Ids(Cast):
    """Written out once, for however many queries: of ten thousands that would take longer than what
    is asked with them."""

    def __init__(self, ids: Iterable[int]) -> None:
        written = Value(f"{{{','.join(map(str, ids))}}}", output_field=TextField())
        super().__init__(written, ArrayField(BigIntegerField()))


class Among(Func):
    """`filter(Among("pk", ids))`: as `pk__in`, where they are many."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def __init__(self, field: str, ids: Ids) -> None:
        super().__init__(field, ids)

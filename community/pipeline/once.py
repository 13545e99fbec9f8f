"""Each form takes effect once."""

import uuid

from community.pipeline.models import SubmittedForm


def once(user_id: int, key: uuid.UUID, act: str) -> SubmittedForm:
    """The form with this key, new or seen before; call it first, inside the use case's transaction.

    `act` names the deed and what it is done to ("reply 7", 40 characters). The member chooses the
    key, so a key alone must not lead from one deed to another's result: that id would be of some
    other thing, which they may not know.
    `result_id` is set when the same form was accepted before: give that result again. A
    twin that is being handled this moment is waited for (the unique index blocks), and a form
    whose use case failed leaves nothing behind, so that it can be sent again.
    """
    return SubmittedForm.objects.get_or_create(user_id=user_id, act=act, key=key)[0]


def remember(form: SubmittedForm, result_id: int) -> None:
    form.result_id = result_id
    form.save(update_fields=["result_id"])


def forget(user_id: int, act: str, result_id: int) -> None:
    """Let the form that led to this be accepted anew: its result was taken back."""
    SubmittedForm.objects.filter(user_id=user_id, act=act, result_id=result_id).delete()

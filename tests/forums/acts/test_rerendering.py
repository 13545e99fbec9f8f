"""Posts are rendered again after the renderer has changed, and nobody's edit is lost to it."""

from io import StringIO

import pytest
from django.core.management import call_command

from community.lib import rendering
from forums import posting, redacting, rerendering
from forums.models import Post, Revision
from tests.forums.writing import draft
from tests.rooms import add_post

OLD = "<p>as it was shown once</p>"


def age(rows, **fields):
    """As an older version of the renderer would have left them."""
    rows.update(html=OLD, text="as it was shown once", **fields)


@pytest.fixture
def old(rooms, people, viewer_of):
    """An edited post of two days ago, so to speak, with its revision."""
    post = add_post(rooms.open_topic, people.anna, "Once **so**.")
    posting.edit(viewer_of(people.anna), post, draft("Now *so*."), 1)
    age(Post.objects.filter(pk=post.pk), renderer=1)
    age(Revision.objects.filter(post=post))
    return Post.objects.get(pk=post.pk)


def run(*arguments):
    out = StringIO()
    call_command("render_again", *arguments, stdout=out)
    return out.getvalue()


def test_an_old_post_and_its_revision_are_shown_anew_and_nothing_else_of_them_changes(old):
    run()
    new = Post.objects.get(pk=old.pk)
    assert (new.html, new.text) == ("<p>Now <em>so</em>.</p>\n", "Now so.")
    assert new.renderer == rendering.VERSION
    assert (new.source, new.version, new.edited_at) == (old.source, old.version, old.edited_at)
    revision = new.revisions.get()
    assert (revision.html, revision.text) == ("<p>Once <strong>so</strong>.</p>\n", "Once so.")


def test_a_dry_run_says_what_would_change_and_changes_nothing(old):
    said = run("--dry-run")
    assert "posts: 1 looked at, 1 would show otherwise now." in said
    assert "revisions: 1 looked at, 1 would show otherwise now." in said
    assert Post.objects.get(pk=old.pk).html == OLD
    assert old.revisions.get().html == OLD


def test_what_this_version_made_is_left_alone(old):
    age(Post.objects.filter(pk=old.pk), renderer=rendering.VERSION)
    run()
    assert Post.objects.get(pk=old.pk).html == OLD


def test_a_second_run_finds_nothing_to_do(old):
    run()
    said = run()
    assert "posts: 0 looked at" in said
    assert "revisions: 1 looked at, 0 show otherwise now." in said


def test_it_goes_through_all_in_batches_and_on_from_where_it_was_stopped(
    rooms, people, monkeypatch
):
    monkeypatch.setattr(rerendering, "BATCH", 2)
    posts = [add_post(rooms.open_topic, people.anna, f"Post {i}.") for i in range(5)]
    ids = [post.pk for post in posts]
    age(Post.objects.filter(pk__in=ids), renderer=1)
    first = next(rerendering.render_posts(write=True))  # and then it was stopped
    assert (first.looked_at, first.last_id) == (2, ids[1])
    assert (
        list(Post.objects.filter(html=OLD).values_list("pk", flat=True).order_by("pk")) == ids[2:]
    )
    batches = list(rerendering.render_posts(write=True))
    assert [batch.looked_at for batch in batches] == [2, 1]
    assert not Post.objects.filter(html=OLD).exists()


def test_revisions_up_to_one_can_be_left_out(old):
    run("--revisions-after", str(old.revisions.get().pk))
    assert old.revisions.get().html == OLD


def meanwhile(monkeypatch, act):
    """Have `act` happen once, just after something was read and rendered."""
    render, left = rendering.render, [act]

    def render_slowly(source):
        shown = render(source)
        if left:
            left.pop()()
        return shown

    monkeypatch.setattr(rerendering.rendering, "render", render_slowly)


def test_an_edit_made_meanwhile_stands(old, people, viewer_of, monkeypatch):
    def edit():
        posting.edit(viewer_of(people.anna), old, draft("Quite another."), old.version)

    meanwhile(monkeypatch, edit)
    run()
    new = Post.objects.get(pk=old.pk)
    assert (new.source, new.text) == ("Quite another.", "Quite another.")
    assert new.renderer == rendering.VERSION
    assert new.version == old.version + 1


def test_a_redaction_made_meanwhile_stands_in_the_post_and_its_revisions(
    old, people, viewer_of, monkeypatch
):
    posting.edit(viewer_of(people.anna), old, draft("Mrs Featherstonehaugh is so."), old.version)
    posting.edit(viewer_of(people.anna), old, draft("Mrs Featherstonehaugh was."), old.version + 1)
    age(Post.objects.filter(pk=old.pk), renderer=1)
    now = Post.objects.get(pk=old.pk)

    def redact():
        redacting.redact(old.pk, now.version, {"body": [(0, len("Mrs Featherstonehaugh"))]})

    meanwhile(monkeypatch, redact)
    run()
    new = Post.objects.get(pk=old.pk)
    assert "Featherstonehaugh" not in new.html + new.text
    assert not Revision.objects.filter(html__contains="Featherstonehaugh").exists()
    assert not Revision.objects.filter(text__contains="Featherstonehaugh").exists()


def test_a_revision_redacted_meanwhile_is_not_shown_as_it_was(old, monkeypatch):
    revision = old.revisions.get()

    def redact():
        shown = rendering.clean("<p>[redacted]</p>")
        Revision.objects.filter(pk=revision.pk).update(source="[redacted]", html=shown, text="x")

    Post.objects.update(renderer=rendering.VERSION)  # only revisions are left to do
    meanwhile(monkeypatch, redact)
    run()
    revision.refresh_from_db()
    assert revision.html == "<p>[redacted]</p>"


def test_a_post_that_was_emptied_stays_empty(old):
    Post.objects.filter(pk=old.pk).update(source="", html="", text="")
    run()
    new = Post.objects.get(pk=old.pk)
    assert (new.source, new.html, new.text) == ("", "", "")

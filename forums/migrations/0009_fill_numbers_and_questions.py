"""Topics that are here already: the number of their newest post, and their question's answer.

In steps of some thousand topics, each its own transaction, so that no one waits for long.
"""

from typing import Any

from django.db import migrations

STEP = 5000

NUMBERS = """
    UPDATE forums_topic SET bump_number = post.number FROM forums_post post
    WHERE post.id = forums_topic.bump_id AND forums_topic.id BETWEEN %s AND %s
"""
QUESTIONS = """
    INSERT INTO forums_question (topic_id, board_id, first_answer_at)
    SELECT topic.id, topic.board_id, (
        SELECT post.created_at FROM forums_post post
        WHERE post.topic_id = topic.id AND post.state = 'published' AND post.number > 1
            AND post.author_id <> topic.author_id
        ORDER BY post.number LIMIT 1
    )
    FROM forums_topic topic JOIN forums_board board ON board.id = topic.board_id
    WHERE board.kind = 'question' AND topic.id BETWEEN %s AND %s
    ON CONFLICT DO NOTHING
"""


def forwards(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM forums_topic")
        (last,) = cursor.fetchone()
        for first in range(1, last + 1, STEP):
            for statement in (NUMBERS, QUESTIONS):
                cursor.execute(statement, [first, first + STEP - 1])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("forums", "0008_most_useful")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]

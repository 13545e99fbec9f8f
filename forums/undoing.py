"""Undo what a moderator did to topics."""

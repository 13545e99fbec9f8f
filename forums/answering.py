"""Accept the post that answered a question."""

"""Keep a post to find again, and be reminded of it."""

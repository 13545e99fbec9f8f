"""Make a board read-only, slow or locked for a while."""

"""Move topics to another board, with all that stands by them."""

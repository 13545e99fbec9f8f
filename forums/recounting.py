"""Count anew what is kept as a number, and say where it was wrong."""

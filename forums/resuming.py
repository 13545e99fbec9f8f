"""Go on where one left off: what has been read, and what is new."""

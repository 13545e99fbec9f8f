"""What gives a patient away. Each module is one detector; to add one is to add a file."""

"""What harms people here. Each module is one detector; to add one is to add a file."""

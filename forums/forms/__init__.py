"""Forms: the shape of what is sent, never who may send it."""

"""Take posts out of a topic into a new one."""

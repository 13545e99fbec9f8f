"""Open boards from templates: groups, and what an incident needs."""

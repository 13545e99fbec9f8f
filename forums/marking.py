"""Say what a colleague's post was worth."""

"""Say how a case ended."""

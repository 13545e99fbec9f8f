"""The demo: people, rooms and a few months of talk, for a first look and for the tests."""

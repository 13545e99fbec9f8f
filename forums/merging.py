"""Put all posts of a topic at the end of another."""

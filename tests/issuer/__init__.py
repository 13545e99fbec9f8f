"""A real OpenID Connect issuer (allauth's own), in a process and with settings of its own."""

"""How the core's things are shown over HTTP. Knows the schema."""

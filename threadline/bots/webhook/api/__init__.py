"""The endpoints of the API. Knows the schema, the views and the HTTP side."""

"""The fake models: four dialects with tools, as strict as the services they stand for."""

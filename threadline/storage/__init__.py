"""Tables, migrations, the stores and secrets at rest. Knows neither providers nor calendars nor the engine."""

"""Words by which an answer claims that something was done to a calendar or told to somebody, by language."""

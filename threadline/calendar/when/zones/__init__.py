"""Time zones as people say them: names, words behind a clock, what is doubtful about them."""

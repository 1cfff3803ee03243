"""The text as its writer meant it: own words of a mail, marks, labelled lines, words that only look like times."""

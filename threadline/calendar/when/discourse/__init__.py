"""Times beside each other in a text: what belongs together, and which part each plays."""

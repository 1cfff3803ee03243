"""What every channel is built from: the port, pacing, cards, forms, wording. Knows the words of the core and the
clock."""

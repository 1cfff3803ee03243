"""Migrations: `versions/NNNN_what_it_does.py` holds revision NNNN. The numbers rise by one; the highest is the head."""

"""The table of acts: `python -m training.acts` makes it anew from the rows in this folder."""

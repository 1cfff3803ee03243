"""What bounds a series and what it leaves out, where words apart from its rule say so."""

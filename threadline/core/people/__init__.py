"""Who somebody is: the directory, linked accounts, calendar preferences."""

"""Where an event is: rooms, addresses, links, and the words that name places."""

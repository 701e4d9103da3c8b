"""Pages of the way of letters: search, office mail, print files, channel rules and the print queue."""

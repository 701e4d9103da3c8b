"""How print files come in: in parts over REST, by a watched folder, and from whom."""

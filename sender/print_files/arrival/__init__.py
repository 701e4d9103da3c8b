"""The arrival of print files: in parts over REST, or by a watched folder, from a known sender."""

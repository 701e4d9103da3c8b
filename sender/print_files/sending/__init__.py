"""How letters of a print file leave: claimed, signed, handed to the relay, and followed to their end."""

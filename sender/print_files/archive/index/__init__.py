"""The index of a print file: what its lines say of the letters."""

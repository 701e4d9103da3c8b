"""What developers at agencies want to test, written with the kit alone."""

"""The database where it needs more than the ORM: turns to write, and SQL that is composed once."""

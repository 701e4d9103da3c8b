"""The database where it needs more than the ORM: turns to write, SQL that is composed once, pages of rows."""

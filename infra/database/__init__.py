"""Additions to the ORM: a lock for writers of SQLite, SQL that is composed once, pages of rows, text columns."""

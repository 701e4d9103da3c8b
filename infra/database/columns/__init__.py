"""Columns: kinds of them that the ORM lacks, their forms, and how PostgreSQL stores them."""

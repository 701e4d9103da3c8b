"""Typesetting of letters on paper: text, typography, pages put together. It uses no database."""

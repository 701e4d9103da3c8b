"""The text of pages, as a person sees it."""

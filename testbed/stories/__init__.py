"""The three stories of the founding document's section 5, sent so that somebody can walk through them by hand."""

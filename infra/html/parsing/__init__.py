"""HTML parsed into a tree of the elements that are seen."""

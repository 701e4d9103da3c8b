"""The style of an element: its declarations, colours, fonts, and whether its text is seen."""

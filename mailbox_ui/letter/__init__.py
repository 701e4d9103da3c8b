"""How a letter is shown so that nothing in it can do harm: HTML, plain text, pages of a PDF."""

"""HTML that strangers wrote, read once into a small tree that pages, paper and plain text are made from."""

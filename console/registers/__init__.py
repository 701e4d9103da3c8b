"""What the pages about the base registers show and take."""

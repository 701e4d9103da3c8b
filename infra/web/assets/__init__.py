"""The static files and typefaces of the pages, made from the code and the installed packages."""

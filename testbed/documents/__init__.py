"""The documents of this repository as pages and as Markdown, at addresses that mirror its paths, and llms.txt."""

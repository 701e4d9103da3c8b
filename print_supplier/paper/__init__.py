"""What a letter looks like on paper: text, typography, pages put together. Knows no database."""

"""An operator leaves on a date: its customers are counted, seen and told, and their accounts end that day."""

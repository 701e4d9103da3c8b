"""What every REST address shares: problem answers, pages of rows, fields, OpenAPI."""

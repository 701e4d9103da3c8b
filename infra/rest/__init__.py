"""The parts that all REST addresses share: problem answers, pages of rows, fields, OpenAPI."""

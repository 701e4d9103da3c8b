"""REST of the consents: `/api/v1/consents`."""

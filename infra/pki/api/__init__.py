"""REST of certificates: `/api/v1/certificates`, `/api/v1/trusted-authorities`."""

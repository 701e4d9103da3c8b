"""The ground that the roles stand on: plumbing that knows nothing of mail."""

from infra.celery import app as celery_app

__all__ = ["celery_app"]

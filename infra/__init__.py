"""The ground that all roles stand on: settings, plumbing, and the rules that more than one role applies."""

from infra.celery import app as celery_app

__all__ = ["celery_app"]

"""The tasks of the queue for the runs."""

from celery import shared_task

from testbed.runs import late_arrivals, lifecycle, quota


@shared_task(name="testbed.runs.remove_expired")
def remove_expired() -> None:
    """Remove the expired runs."""
    lifecycle.remove_expired_runs()


@shared_task(name="testbed.runs.remove_late_arrivals")
def remove_late_arrivals() -> None:
    """Remove the letters that arrived after their run was removed."""
    late_arrivals.remove_all()


@shared_task(name="testbed.runs.count_letters")
def count_letters() -> None:
    """Count what the runs have sent and received against their quotas."""
    quota.count_letters()

"""The relay's tasks. The rows say what there is to do: a task may run twice, or never."""

from formedlare import intake, scheduling
from formedlare.deliveries import retention
from infra.celery import app


@app.task(name=intake.RECEIVED_TASK)
def look_up(_distributions: list[int]) -> None:
    scheduling.look_up_received()


@app.task(name=scheduling.WORK_TASK)
def work_lane(lane: str) -> None:
    scheduling.work_lane(lane)


@app.task(name="formedlare.sweep")
def sweep() -> None:
    scheduling.sweep_lanes()


@app.task(name="formedlare.forget_contents")
def delete_contents() -> None:
    retention.delete_contents()
    retention.delete_histories()

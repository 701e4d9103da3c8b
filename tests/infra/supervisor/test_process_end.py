"""What is to be done at the end of a process is done once, in whichever process it is."""

import subprocess
import sys

PROGRAM = """
import os, sys
from infra.supervisor import process_end
from infra.supervisor.child_process import fork_process

def say(): print("ended", os.getpid() == parent, flush=True)
def fail(): raise ValueError("broken")

parent = os.getpid()
process_end.call_at_end(say)
process_end.call_at_end(say)
process_end.call_at_end(fail)
"""
IN_CHILD = """
child = fork_process(lambda: sys.exit(3), os.dup(1))
print("child", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def run(program: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.split("\n")[:-1]


def test_a_function_is_called_once_at_the_end_though_another_fails() -> None:
    assert run(PROGRAM) == ["ended True"]


def test_a_process_that_is_forked_calls_it_too() -> None:
    said = run(PROGRAM + IN_CHILD)

    assert [line for line in said if line.startswith(("ended", "child"))] == [
        "ended False",
        "child 3",
        "ended True",
    ]

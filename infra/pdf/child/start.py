"""Start a child process: `python -I start.py OCTETS`, with the address space that it may take.

`infra` itself loads Celery and the settings: three quarters of what a child would need to start. So the package
is entered here without its `__init__`.
"""

import sys
from pathlib import Path
from types import ModuleType


def main() -> None:
    infra = ModuleType("infra")
    infra.__path__ = [str(Path(__file__).parents[2])]
    sys.modules["infra"] = infra
    from infra.pdf.child import process  # noqa: PLC0415 (found through the line above)

    process.answer_questions(int(sys.argv[1]))


if __name__ == "__main__":
    main()

#!/usr/bin/env python
"""Django's command line for the simulator."""

import os
import sys

STOPPED = 130
"""Exit code: by Ctrl-C, as shells say it."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "infra.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        # Also while Django is loaded, which takes a second.
        sys.stderr.write("Stopped.\n")
        sys.exit(STOPPED)

"""`manage.py build_static`: make the static files that the pages are served with."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from infra.web.assets import static_files, typefaces


class Command(BaseCommand):
    help = (
        "Cuts the typefaces, names the static files after their content, and compresses them, in build. "
        "`make run` does it where it is needed; an image of the simulator does it when it is made."
    )
    requires_system_checks = []

    def handle(self, *_: Any, **__: Any) -> None:
        typefaces.write_typefaces(settings.TYPEFACES_DIR)
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=[*static_files.UNUSED])
        static_files.note_built()

"""The table of init files that have been read."""

from django.db import models


class InitFile(models.Model):
    """A file of the init folder that was read: it is not read again unless it changes."""

    name = models.CharField(max_length=255, unique=True)
    sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

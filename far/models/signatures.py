"""What has been signed with, so that nothing can be used again."""

from django.db import models


class UsedSignature(models.Model):
    """A signature, or a nonce of the simulated e-legitimation, that a registration or change has used up."""

    digest = models.CharField(primary_key=True, max_length=64)
    """SHA-256 in hex. The signature itself is not kept."""
    used_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.digest

from typing import ClassVar

from django.db import migrations

from infra.database.storage import uncompressed


class Migration(migrations.Migration):
    dependencies: ClassVar = [("formedlare", "0001_initial")]

    operations: ClassVar = [
        uncompressed("formedlare", "content", "xml"),
        uncompressed("formedlare", "sealedmessage", "soap"),
    ]

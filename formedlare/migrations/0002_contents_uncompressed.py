from typing import ClassVar

from django.db import migrations

from infra.database.columns.storage import store_uncompressed


class Migration(migrations.Migration):
    dependencies: ClassVar = [("formedlare", "0001_initial")]

    operations: ClassVar = [
        store_uncompressed("formedlare", "content", "xml"),
        store_uncompressed("formedlare", "sealedmessage", "soap"),
    ]

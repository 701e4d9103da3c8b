from typing import ClassVar

from django.db import migrations

from infra.database.columns.storage import store_uncompressed


class Migration(migrations.Migration):
    dependencies: ClassVar = [("mailbox_operator", "0002_notifications")]

    operations: ClassVar = [
        store_uncompressed("mailbox_operator", "delivery", "sealed_xml"),
        store_uncompressed("mailbox_operator", "attachment", "content"),
    ]

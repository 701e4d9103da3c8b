from typing import ClassVar

from django.db import migrations

from infra.database.storage import uncompressed


class Migration(migrations.Migration):
    dependencies: ClassVar = [("mailbox_operator", "0002_notifications")]

    operations: ClassVar = [
        uncompressed("mailbox_operator", "delivery", "sealed_xml"),
        uncompressed("mailbox_operator", "attachment", "content"),
    ]

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import mailbox_operator.models


def give_keys(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    model = apps.get_model("mailbox_operator", "Mailbox")
    mailboxes = list(model.objects.only("pk"))
    for mailbox in mailboxes:
        mailbox.key = mailbox_operator.models.new_key()
    model.objects.bulk_update(mailboxes, ["key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("mailbox_operator", "0007_unused_and_closed_mailboxes")]

    operations = [
        migrations.AddField("mailbox", "key", models.CharField(max_length=12, null=True)),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            "mailbox",
            "key",
            models.CharField(default=mailbox_operator.models.new_key, max_length=12, unique=True),
        ),
    ]

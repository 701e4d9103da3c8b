from django.db import migrations

from infra.database.columns.text_field import BilingualField
from infra.database.columns.text_migration import strings_to_json


class Migration(migrations.Migration):
    dependencies = [("carrier", "0001_carried")]

    operations = [
        # The table keeps its name.
        migrations.AlterModelTable("carried", "carrier_carried"),
        migrations.RenameModel("Carried", "OutboxMessage"),
        strings_to_json("carrier", "OutboxMessage", "last_error"),
        migrations.AlterField("outboxmessage", "last_error", BilingualField()),
    ]

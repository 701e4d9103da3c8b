from django.db import migrations

from infra.database.columns.storage import compared_byte_by_byte


class Migration(migrations.Migration):
    dependencies = [("far", "0062_holder_gone")]

    operations = [
        compared_byte_by_byte("far", "account", "recipient"),
        compared_byte_by_byte("far", "senderchoice", "account"),
        compared_byte_by_byte("far", "pendingrequest", "account"),
    ]

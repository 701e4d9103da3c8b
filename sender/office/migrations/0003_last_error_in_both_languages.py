from django.db import migrations

from infra.database.columns.text_field import BilingualField
from infra.database.columns.text_migration import strings_to_json


class Migration(migrations.Migration):
    dependencies = [("formedlare_office", "0002_reasons_as_texts")]

    operations = [
        strings_to_json("formedlare_office", "OfficeReply", "last_error"),
        migrations.AlterField("officereply", "last_error", BilingualField()),
    ]

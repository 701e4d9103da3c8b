from django.db import migrations

from infra.database.columns.text_field import BilingualField
from infra.database.columns.text_migration import string_lists_to_json, strings_to_json
from infra.database.columns.value_list import TextListField


class Migration(migrations.Migration):
    dependencies = [("mailbox_operator", "0004_shown_html")]

    operations = [
        strings_to_json("mailbox_operator", "Announcement", "last_error"),
        migrations.AlterField("announcement", "last_error", BilingualField()),
        string_lists_to_json("mailbox_operator", "Delivery", "warnings"),
        migrations.AlterField("delivery", "warnings", TextListField()),
    ]

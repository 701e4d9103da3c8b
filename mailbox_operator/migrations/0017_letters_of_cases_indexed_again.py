"""The index of letters that the search has to read takes in those that were read by older rules.

The second rules add what a letter calls its case; a letter without a case has the same words as before.
"""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep_words_of_letters_without_a_case(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    message = apps.get_model("mailbox_operator", "Message")
    event = apps.get_model("mailbox_operator", "MatterEvent")
    has_case = models.Exists(event.objects.filter(message=models.OuterRef("pk")))
    message.objects.filter(~has_case, search_version=1).update(search_version=2)


class Migration(migrations.Migration):
    dependencies = [("mailbox_operator", "0016_indexes_of_filing_and_answers")]

    operations = [
        migrations.RunPython(keep_words_of_letters_without_a_case, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex("message", "unindexed_messages"),
        migrations.AddIndex(
            "message",
            models.Index(fields=["id"], condition=models.Q(("search_version__lt", 2)), name="unindexed_messages"),
        ),
    ]

"""Say in a column of its own how each attempt ended."""

from django.db import migrations, models
from django.db.models import Q

GIVEN_UP = {"sv": "gavs upp efter ett dygn; kan sändas om", "en": "given up after a day; can be replayed"}


def fill(apps, schema_editor):
    attempts = apps.get_model("formedlare_webhooks", "Attempt").objects
    attempts.filter(Q(status__isnull=True) | Q(status=429) | Q(status__gte=500)).update(result="unavailable")
    attempts.filter(status__range=(200, 299)).update(result="received")
    attempts.filter(status__isnull=True, error=GIVEN_UP).update(result="given up")


class Migration(migrations.Migration):
    dependencies = [("formedlare_webhooks", "0003_problems_in_both_languages")]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="result",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("refused", "Refused"),
                    ("unavailable", "Unavailable"),
                    ("not sent", "Not Sent"),
                    ("given up", "Given Up"),
                ],
                default="refused",
                max_length=11,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

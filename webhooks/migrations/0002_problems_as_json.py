"""Write stored problems as JSON, which the next migration makes the type of their columns."""

import json

from django.db import migrations

from infra.texts import Text

COLUMNS = (("Attempt", "error"), ("Subscription", "last_problem"))
ROWS_AT_ONCE = 1_000


def _rewrite(apps, rewritten):
    for name, column in COLUMNS:
        model = apps.get_model("formedlare_webhooks", name)
        changed = []
        for row in model.objects.only(column).iterator(ROWS_AT_ONCE):
            setattr(row, column, rewritten(getattr(row, column)))
            changed.append(row)
        model.objects.bulk_update(changed, [column], batch_size=ROWS_AT_ONCE)


def to_json(apps, schema_editor):
    _rewrite(apps, lambda stored: json.dumps(Text.parse(stored).as_json() if stored else {}))


def to_one_string(apps, schema_editor):
    _rewrite(apps, lambda stored: Text.from_json(json.loads(stored)).on_wire if stored != "{}" else "")


class Migration(migrations.Migration):
    dependencies = [("formedlare_webhooks", "0001_initial")]

    operations = [migrations.RunPython(to_json, to_one_string)]

from django.db import migrations

from testbed.journal.recording import index


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_merge_seldom")]

    operations = [migrations.RunPython(index.rebuild_index, migrations.RunPython.noop)]

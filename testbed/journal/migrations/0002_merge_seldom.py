from django.db import migrations

from testbed.journal.recording import index


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(index.merge_seldom, migrations.RunPython.noop)]

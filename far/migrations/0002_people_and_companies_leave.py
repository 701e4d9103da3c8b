"""People, companies and officers belong to the base registers' app. Their tables stay where they are."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("far", "0001_initial"), ("base_registers", "0001_from_the_register")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(model_name="company", name="officers"),
                migrations.DeleteModel(name="Officer"),
                migrations.DeleteModel(name="Company"),
                migrations.DeleteModel(name="Person"),
            ],
        ),
    ]

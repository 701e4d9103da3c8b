from typing import Any

from django.db import migrations, models

STATE_MAILBOX = "minmyndighetspost.se"


def let_the_state_mailbox_take_public_senders_only(apps: Any, _schema_editor: Any) -> None:
    """The operator of the seeded world did so before, by itself; a folder's actors are not seeded anew."""
    apps.get_model("far", "ServiceSupplier").objects.filter(name=STATE_MAILBOX).update(public_senders_only=True)


class Migration(migrations.Migration):

    dependencies = [
        ("far", "0040_supervision"),
    ]

    operations = [
        migrations.CreateModel(
            name='ActorEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.CharField(max_length=12)),
                ('kind', models.CharField(choices=[('connected', 'Connected'), ('changed', 'Changed'), ('suspended', 'Suspended'), ('resumed', 'Resumed'), ('disconnected', 'Disconnected')], max_length=12)),
                ('at', models.DateTimeField()),
                ('origin', models.CharField(choices=[('console', 'console'), ('rest', 'rest'), ('command', 'command'), ('start', 'start')], max_length=7)),
                ('by', models.CharField(blank=True, max_length=200)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('changes', models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name='dispatcher',
            name='disconnected_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='sender',
            name='disconnected_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='sender',
            name='sector',
            field=models.CharField(choices=[('public', 'Public'), ('private', 'Private')], default='public', max_length=7),
        ),
        migrations.AddField(
            model_name='servicesupplier',
            name='disconnected_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='servicesupplier',
            name='public_senders_only',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='servicesupplier',
            name='title',
            field=models.CharField(blank=True, max_length=256),
        ),
        migrations.AddConstraint(
            model_name='dispatcher',
            constraint=models.CheckConstraint(condition=models.Q(('disconnected_at', None), ('suspended', True), _connector='OR'), name='disconnected_dispatcher_is_suspended'),
        ),
        migrations.AddConstraint(
            model_name='sender',
            constraint=models.CheckConstraint(condition=models.Q(('disconnected_at', None), ('suspended', True), _connector='OR'), name='disconnected_sender_is_suspended'),
        ),
        migrations.AddConstraint(
            model_name='servicesupplier',
            constraint=models.CheckConstraint(condition=models.Q(('disconnected_at', None), ('suspended', True), _connector='OR'), name='disconnected_supplier_is_suspended'),
        ),
        migrations.AddIndex(
            model_name='actorevent',
            index=models.Index(fields=['organisation', '-id'], name='actor_event_by_organisation'),
        ),
        migrations.AddConstraint(
            model_name='actorevent',
            constraint=models.CheckConstraint(condition=models.Q(('organisation__regex', '^16\\d{10}$')), name='actor_event_organisation_has_form'),
        ),
        migrations.RunPython(let_the_state_mailbox_take_public_senders_only, migrations.RunPython.noop),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mailbox_operator", "0010_forwarding"),
    ]

    operations = [
        migrations.CreateModel(
            name="SeenSenders",
            fields=[
                (
                    "mailbox",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="seen_senders",
                        serialize=False,
                        to="mailbox_operator.mailbox",
                    ),
                ),
                ("numbers", models.JSONField(default=list)),
            ],
        ),
        migrations.AddField(
            model_name="mailbox",
            name="forwards_whole_class_1",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="mailbox",
            name="language",
            field=models.CharField(choices=[("sv", "Svenska"), ("en", "English")], default="sv", max_length=2),
        ),
        migrations.CreateModel(
            name="ContactCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("channel", models.CharField(choices=[("email", "E-post"), ("sms", "SMS")], max_length=5)),
                ("address", models.CharField(max_length=254)),
                ("code", models.CharField(max_length=6)),
                ("wrong_tries", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField()),
                (
                    "mailbox",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="codes",
                        to="mailbox_operator.mailbox",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["mailbox", "channel", "-sent_at"], name="mailbox_ope_mailbox_d7b079_idx")
                ],
            },
        ),
        migrations.CreateModel(
            name="MailboxLogEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "event",
                    models.CharField(
                        choices=[
                            ("logged-in", "Logged In"),
                            ("looked", "Looked"),
                            ("refused", "Refused"),
                            ("read", "Read"),
                            ("saved-file", "Saved File"),
                            ("marked-read", "Marked Read"),
                            ("marked-unread", "Marked Unread"),
                            ("archived", "Archived"),
                            ("moved", "Moved"),
                            ("folders-changed", "Folders Changed"),
                            ("thrown-away", "Thrown Away"),
                            ("restored", "Restored"),
                            ("deleted", "Deleted"),
                            ("forwarded", "Forwarded"),
                            ("handed-on", "Handed On"),
                            ("answered", "Answered"),
                            ("exported", "Exported"),
                            ("announcements-changed", "Announcements Changed"),
                            ("contact-confirmed", "Contact Confirmed"),
                            ("contact-removed", "Contact Removed"),
                            ("language-changed", "Language Changed"),
                            ("sender-accepted", "Sender Accepted"),
                            ("sender-refused", "Sender Refused"),
                            ("consent-given", "Consent Given"),
                            ("consent-accepted", "Consent Accepted"),
                            ("consent-declined", "Consent Declined"),
                            ("consent-ended", "Consent Ended"),
                            ("opened", "Opened"),
                            ("switched", "Switched"),
                            ("closed", "Closed"),
                        ],
                        max_length=24,
                    ),
                ),
                ("by", models.CharField(max_length=12)),
                ("by_name", models.CharField(blank=True, max_length=256)),
                ("about", models.CharField(blank=True, max_length=256)),
                ("at", models.DateTimeField()),
                (
                    "mailbox",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="log",
                        to="mailbox_operator.mailbox",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="mailbox_operator.message",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["mailbox", "-id"], name="mailbox_ope_mailbox_f8d45f_idx"),
                    models.Index(fields=["mailbox", "by", "event", "at"], name="mailbox_ope_mailbox_8ea016_idx"),
                ],
            },
        ),
    ]

"""Consents: a holder's permission for a person to use the mailbox, and every use that was made of it.

Source: contract Consent, ConsentRequest; founding document 2.1; docs/consent.md.
"""

import uuid

from django.db import models
from django.db.models import F, Q

from infra.database.columns.number_forms import ORGANISATION_FORM, PERSON_FORM, RECIPIENT_FORM, form_constraint


class Consent(models.Model):
    """A right of a person to another's mailbox. When it ends it is kept as history.

    The account is named by its number: what was agreed stays known when the account is gone.
    """

    class Level(models.TextChoices):
        """The contract's GrantTypes, from the least right to the most."""

        READ = "ConsentRead"
        READ_EXTEND_UNREAD = "ConsentReadExtendUnread"
        MANAGE = "ConsentManage"

    class State(models.TextChoices):
        """The contract's ConsentStatus, and the end, which the contract does not show."""

        SIGNING_INCOMPLETE = "SigningIncomplete"
        WAITING_FOR_ACCEPT = "WaitingForAccept"
        ACTIVE = "Active"
        ENDED = "Ended"

    class Ending(models.TextChoices):
        """Why a consent ended."""

        REFUSED = "Refused"
        WITHDRAWN = "Withdrawn"
        """By the owner, before it was accepted."""
        CANCELLED_BY_OWNER = "CancelledByOwner"
        CANCELLED_BY_HOLDER = "CancelledByHolder"
        EXPIRED = "Expired"
        """The last day has passed."""
        NOT_SIGNED = "NotSigned"
        """The signatures that it lacked did not come in time."""
        ACCOUNT_CLOSED = "AccountClosed"

    consent_id = models.UUIDField(unique=True, default=uuid.uuid4)
    account = models.CharField(max_length=12)
    account_name = models.CharField(max_length=256)
    holder = models.CharField(max_length=12)
    holder_name = models.CharField(max_length=256)
    level = models.CharField(max_length=24, choices=Level)
    state = models.CharField(max_length=20, choices=State)
    ending = models.CharField(max_length=20, choices=Ending, blank=True)
    agreement_text = models.TextField(blank=True)
    ending_text = models.TextField(blank=True)
    """The text that the owner's signatories sign to end it. Empty: none has begun."""
    requested_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    """The last day on which it may be used, in Sweden. None: until somebody ends it."""
    created_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            form_constraint("account", RECIPIENT_FORM, "consent_account_has_form"),
            form_constraint("holder", PERSON_FORM, "consent_holder_has_form"),
            models.CheckConstraint(condition=~Q(account=F("holder")), name="consent_is_given_to_another"),
            models.CheckConstraint(
                condition=(Q(state="Ended", ended_at__isnull=False) & ~Q(ending=""))
                | (~Q(state="Ended") & Q(ending="", ended_at=None)),
                name="consent_end_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["account", "holder"], condition=~Q(state="Ended"), name="consent_is_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["holder"], name="consent_by_holder"),
            models.Index(fields=["account"], name="consent_by_account"),
            models.Index(fields=["ends_on"], condition=~Q(state="Ended"), name="consent_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.state} {self.consent_id}"


class ConsentSignature(models.Model):
    """A person has signed for the owner, to give the right or to end it."""

    class Purpose(models.TextChoices):
        GIVE = "give"
        END = "end"

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="signatures", db_index=False)
    purpose = models.CharField(max_length=4, choices=Purpose)
    person = models.CharField(max_length=12)
    name = models.CharField(max_length=256)
    is_mocked = models.BooleanField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            form_constraint("person", PERSON_FORM, "consent_signer_has_form"),
            models.UniqueConstraint(fields=["consent", "purpose", "person"], name="consent_signed_once_by_each"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.person[:8]}****"


class MailboxUse(models.Model):
    """A use of a mailbox by another person than its owner, for the owner to see."""

    class Grant(models.TextChoices):
        """What gave the right: a consent of a level, or the court that appointed a guardian."""

        READ = "ConsentRead"
        READ_EXTEND_UNREAD = "ConsentReadExtendUnread"
        MANAGE = "ConsentManage"
        GUARDIAN = "Guardian"

    class Kind(models.TextChoices):
        """What was done."""

        ACCESS_RIGHTS = "AccessRights"
        """An operator was told of the right, which it asks for when the person logs in."""
        OPENED_MAILBOX = "OpenedMailbox"
        READ_MESSAGE = "ReadMessage"
        FORWARDED_MESSAGE = "ForwardedMessage"
        CHANGED_SETTINGS = "ChangedSettings"

    account = models.CharField(max_length=12)
    person = models.CharField(max_length=12)
    person_name = models.CharField(max_length=256)
    grant = models.CharField(max_length=24, choices=Grant)
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, null=True, blank=True, related_name="uses")
    """None: the right is a guardian's."""
    kind = models.CharField(max_length=20, choices=Kind)
    asked_by = models.CharField(max_length=12)
    """The operator's organisation number."""
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            form_constraint("account", RECIPIENT_FORM, "use_account_has_form"),
            form_constraint("person", PERSON_FORM, "use_person_has_form"),
            form_constraint("asked_by", ORGANISATION_FORM, "use_operator_has_form"),
            models.CheckConstraint(
                condition=Q(grant="Guardian") ^ Q(consent__isnull=False), name="use_has_a_consent_or_a_guardian"
            ),
        ]
        indexes = [models.Index(fields=["account", "-id"], name="use_by_account")]

    def __str__(self) -> str:
        return f"{self.kind} {self.used_at:%Y-%m-%d %H:%M}"

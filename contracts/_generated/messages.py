from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from xsdata.models.datatype import XmlDate, XmlDateTime


@dataclass(kw_only=True)
class GetDispatchers:
    class Meta:
        name = "getDispatchers"
        namespace = "http://minameddelanden.gov.se/Authority"


@dataclass(kw_only=True)
class GetSenders:
    class Meta:
        name = "getSenders"
        namespace = "http://minameddelanden.gov.se/Authority"


@dataclass(kw_only=True)
class GetUserAccessRights:
    class Meta:
        name = "getUserAccessRights"
        namespace = "http://minameddelanden.gov.se/Authority"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class GetUserAccessRightsNoConcent:
    class Meta:
        name = "getUserAccessRightsNoConcent"
        namespace = "http://minameddelanden.gov.se/Authority"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class IsSenderAccepted:
    class Meta:
        name = "isSenderAccepted"
        namespace = "http://minameddelanden.gov.se/Authority"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )


@dataclass(kw_only=True)
class IsSenderAcceptedResponse:
    class Meta:
        name = "isSenderAcceptedResponse"
        namespace = "http://minameddelanden.gov.se/Authority"

    return_value: bool = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class Accept:
    class Meta:
        name = "accept"
        namespace = "http://minameddelanden.gov.se/Consent"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    arg1: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class AcceptResponse:
    class Meta:
        name = "acceptResponse"
        namespace = "http://minameddelanden.gov.se/Consent"


@dataclass(kw_only=True)
class GetAll:
    class Meta:
        name = "getAll"
        namespace = "http://minameddelanden.gov.se/Consent"

    arg0: list[str] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )
    arg1: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class GetAllPrivate:
    class Meta:
        name = "getAllPrivate"
        namespace = "http://minameddelanden.gov.se/Consent"

    arg0: list[str] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )
    arg1: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class Refuse:
    class Meta:
        name = "refuse"
        namespace = "http://minameddelanden.gov.se/Consent"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    arg1: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class RefuseResponse:
    class Meta:
        name = "refuseResponse"
        namespace = "http://minameddelanden.gov.se/Consent"


@dataclass(kw_only=True)
class ChangeServiceSupplier1:
    class Meta:
        name = "changeServiceSupplier"
        namespace = "http://minameddelanden.gov.se/Recipient"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    arg1: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )
    arg2: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class DeletePendingAccountRequestResponse1:
    class Meta:
        name = "deletePendingAccountRequestResponse"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class DeletePendingAccountRequest1:
    class Meta:
        name = "deletePendingAccountRequest"
        namespace = "http://minameddelanden.gov.se/Recipient"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    arg1: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class GetAccountPreferences1:
    class Meta:
        name = "getAccountPreferences"
        namespace = "http://minameddelanden.gov.se/Recipient"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    arg1: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class GetAllReachableAccounts:
    class Meta:
        name = "getAllReachableAccounts"
        namespace = "http://minameddelanden.gov.se/Recipient"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "length": 12,
            "pattern": r"16\d{10}",
        }
    )
    arg1: int = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class GetAllRegisteredAccounts:
    class Meta:
        name = "getAllRegisteredAccounts"
        namespace = "http://minameddelanden.gov.se/Recipient"

    arg0: int = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class GetPendingAccountRequest1:
    class Meta:
        name = "getPendingAccountRequest"
        namespace = "http://minameddelanden.gov.se/Recipient"

    arg0: list[str] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )
    arg1: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class IsReachable1:
    class Meta:
        name = "isReachable"
        namespace = "http://minameddelanden.gov.se/Recipient"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "length": 12,
            "pattern": r"16\d{10}",
        }
    )
    arg1: list[str] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "max_occurs": 1000,
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )


@dataclass(kw_only=True)
class IsRegistered1:
    class Meta:
        name = "isRegistered"
        namespace = "http://minameddelanden.gov.se/Recipient"

    arg0: list[str] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "min_occurs": 1,
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )


@dataclass(kw_only=True)
class StoreAccountPreferencesResponse1:
    class Meta:
        name = "storeAccountPreferencesResponse"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class FlagRemovedAccountsResponse:
    class Meta:
        name = "flagRemovedAccountsResponse"
        namespace = "http://minameddelanden.gov.se/Service"


@dataclass(kw_only=True)
class GetUnusedMailboxes:
    class Meta:
        name = "getUnusedMailboxes"
        namespace = "http://minameddelanden.gov.se/Service"

    arg0: int = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class GetUnusedMailboxesResponse:
    class Meta:
        name = "getUnusedMailboxesResponse"
        namespace = "http://minameddelanden.gov.se/Service"

    return_value: list[str] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )


class AccountActions(Enum):
    OWNERSHIP = "Ownership"
    CANCEL_CONSENT = "CancelConsent"


class AuthorizationStatus(Enum):
    COMPLETE = "Complete"
    INCOMPLETE = "Incomplete"
    RULES_NOT_SUPPORTED = "RulesNotSupported"


class GrantTypes(Enum):
    AUTHORIZED_SIGNATORY = "AuthorizedSignatory"
    AUTHORIZED_ROLE = "AuthorizedRole"
    CONSENT_MANAGE = "ConsentManage"
    CONSENT_READ_EXTEND_UNREAD = "ConsentReadExtendUnread"
    CONSENT_READ = "ConsentRead"


@dataclass(kw_only=True)
class Person:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Authority"

    id: str = field(
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
            "length": 12,
            "pattern": r"18\d{10}|19\d{10}|20\d{10}",
        }
    )
    name: str = field(
        metadata={
            "name": "Name",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        }
    )


class UserAccessRightsProblemSource(Enum):
    BOLAGSVERKET = "Bolagsverket"


class UserAccessRightsProblemType(Enum):
    DATA_MISSING = "DataMissing"
    DATA_UNCERTAIN = "DataUncertain"
    DATA_UNEXPECTED = "DataUnexpected"
    SOURCE_INACCESSIBLE = "SourceInaccessible"


class UserActivities(Enum):
    VIEW = "View"
    FORWARD_MESSAGE = "ForwardMessage"
    INITIATE_ACCOUNT_ACTION = "InitiateAccountAction"
    INITIATE_CONSENT_READ_ACTION = "InitiateConsentReadAction"
    INITIATE_CONSENT_MANAGE_ACTION = "InitiateConsentManageAction"
    EDIT_SETTINGS = "EditSettings"
    EDIT_SETTINGS_FROM = "EditSettingsFrom"
    EDIT_SETTINGS_FORWARD = "EditSettingsForward"
    EDIT_SETTINGS_CONTACT = "EditSettingsContact"
    EDIT_SETTINGS_CONSENT = "EditSettingsConsent"
    EDIT_SETTINGS_ADDRESSBOOK = "EditSettingsAddressbook"
    EDIT_SETTINGS_INACTIVATE = "EditSettingsInactivate"
    INITIATE_CONSENT_ACTION = "InitiateConsentAction"


@dataclass(kw_only=True)
class ExceptionInformation2:
    class Meta:
        name = "ExceptionInformation"
        target_namespace = "http://minameddelanden.gov.se/schema/Common/v3"

    error_code: int = field(
        metadata={
            "name": "ErrorCode",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common/v3",
            "min_exclusive": 0,
            "max_exclusive": 9999,
        }
    )
    description: str = field(
        metadata={
            "name": "Description",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common/v3",
        }
    )
    call_id: str = field(
        metadata={
            "name": "CallId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common/v3",
            "min_length": 20,
            "max_length": 50,
        }
    )


@dataclass(kw_only=True)
class ExceptionInformation1:
    class Meta:
        name = "ExceptionInformation"
        target_namespace = "http://minameddelanden.gov.se/schema/Common"

    error_code: int = field(
        metadata={
            "name": "ErrorCode",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common",
            "min_exclusive": 1,
            "max_exclusive": 9999,
        }
    )
    description: str = field(
        metadata={
            "name": "Description",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common",
        }
    )
    call_id: str = field(
        metadata={
            "name": "CallId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common",
            "min_length": 20,
            "max_length": 50,
        }
    )


@dataclass(kw_only=True)
class Paging:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Common"

    page_number: int = field(
        metadata={
            "name": "PageNumber",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common",
        }
    )
    max_rows: int = field(
        metadata={
            "name": "MaxRows",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common",
        }
    )


@dataclass(kw_only=True)
class SignatureData:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Common"

    signature: bytes = field(
        metadata={
            "name": "Signature",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common",
            "format": "base64",
        }
    )
    certificate: str = field(
        metadata={
            "name": "Certificate",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common",
        }
    )
    nonce: None | str = field(
        default=None,
        metadata={
            "name": "Nonce",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common",
        },
    )
    encoding_of_signed_text: None | str = field(
        default=None,
        metadata={
            "name": "EncodingOfSignedText",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Common",
        },
    )


class ConsentRequestTypes(Enum):
    CREATE = "Create"
    DELETE = "Delete"
    CANCEL = "Cancel"


class ConsentStatus(Enum):
    SIGNING_INCOMPLETE = "SigningIncomplete"
    WAITING_FOR_ACCEPT = "WaitingForAccept"
    ACTIVE = "Active"


@dataclass(kw_only=True)
class Dispatcher:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Dispatcher"

    id: str = field(
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Dispatcher",
            "length": 12,
            "pattern": r"16\d{10}",
        }
    )
    name: str = field(
        metadata={
            "name": "Name",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Dispatcher",
            "min_length": 2,
            "max_length": 256,
        }
    )
    senders: list[str] = field(
        default_factory=list,
        metadata={
            "name": "Senders",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Dispatcher",
            "length": 12,
            "pattern": r"16\d{10}",
        },
    )


@dataclass(kw_only=True)
class SupportInfo2:
    class Meta:
        name = "SupportInfo"
        target_namespace = "http://minameddelanden.gov.se/schema/Message/v3"

    text: str = field(
        metadata={
            "name": "Text",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
            "max_length": 1024,
        }
    )
    url: None | str = field(
        default=None,
        metadata={
            "name": "URL",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
            "max_length": 255,
        },
    )
    phone_number: None | str = field(
        default=None,
        metadata={
            "name": "PhoneNumber",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
            "max_length": 255,
        },
    )
    email_adress: None | str = field(
        default=None,
        metadata={
            "name": "EmailAdress",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
            "min_length": 5,
            "max_length": 256,
            "pattern": r".+@.+\..+",
        },
    )


@dataclass(kw_only=True)
class CheckDistributionStatus1:
    class Meta:
        name = "checkDistributionStatus"
        namespace = "http://minameddelanden.gov.se/schema/Message/v3"

    sender_id: str = field(
        metadata={
            "name": "senderId",
            "type": "Element",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    distribution_id: str = field(
        metadata={
            "name": "distributionId",
            "type": "Element",
            "min_length": 1,
            "max_length": 50,
        }
    )


@dataclass(kw_only=True)
class DistributeSecureResponse:
    class Meta:
        name = "distributeSecureResponse"
        namespace = "http://minameddelanden.gov.se/schema/Message/v3"

    return_value: str = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class Attachment:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    content_type: str = field(
        metadata={
            "name": "ContentType",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    body: bytes = field(
        metadata={
            "name": "Body",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "format": "base64",
        }
    )
    checksum: str = field(
        metadata={
            "name": "Checksum",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    filename: str = field(
        metadata={
            "name": "Filename",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )


class DeliveryStatus1(Enum):
    DELIVERED = "Delivered"
    PENDING = "Pending"
    DELIVERY_FAILED = "DeliveryFailed"


class DistributionTypes(Enum):
    DIGITAL = "Digital"
    PAPER = "Paper"
    NOT = "Not"


@dataclass(kw_only=True)
class Message:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message"


@dataclass(kw_only=True)
class MessageBody:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    content_type: str = field(
        metadata={
            "name": "ContentType",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    body: bytes = field(
        metadata={
            "name": "Body",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "format": "base64",
        }
    )


@dataclass(kw_only=True)
class MetaData:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    tag: str = field(
        metadata={
            "name": "Tag",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    value: str = field(
        metadata={
            "name": "Value",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )


@dataclass(kw_only=True)
class Seal:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    received_time: XmlDate = field(
        metadata={
            "name": "ReceivedTime",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    signatures_ok: bool = field(
        metadata={
            "name": "SignaturesOK",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )


@dataclass(kw_only=True)
class SupportInfo1:
    class Meta:
        name = "SupportInfo"
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    text: str = field(
        metadata={
            "name": "Text",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "max_length": 1024,
        }
    )
    logo: None | str = field(
        default=None,
        metadata={
            "name": "Logo",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "max_length": 255,
        },
    )
    url: None | str = field(
        default=None,
        metadata={
            "name": "URL",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "max_length": 255,
        },
    )
    phone_number: None | str = field(
        default=None,
        metadata={
            "name": "PhoneNumber",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "max_length": 255,
        },
    )
    email_adress: None | str = field(
        default=None,
        metadata={
            "name": "EmailAdress",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "min_length": 5,
            "max_length": 256,
            "pattern": r".+@.+\..+",
        },
    )


@dataclass(kw_only=True)
class EmailMessage:
    class Meta:
        namespace = "http://minameddelanden.gov.se/schema/Notification/v2"

    header: EmailMessage.Header = field(
        metadata={
            "type": "Element",
        }
    )
    text: str = field(
        metadata={
            "type": "Element",
        }
    )

    @dataclass(kw_only=True)
    class Header:
        from_value: str = field(
            metadata={
                "name": "From",
                "type": "Element",
                "min_length": 5,
                "max_length": 256,
                "pattern": r".+@.+\..+",
            }
        )
        subject: str = field(
            metadata={
                "name": "Subject",
                "type": "Element",
                "max_length": 254,
            }
        )


@dataclass(kw_only=True)
class SmsMessage:
    class Meta:
        namespace = "http://minameddelanden.gov.se/schema/Notification/v2"

    header: SmsMessage.Header = field(
        metadata={
            "type": "Element",
        }
    )
    text: str = field(
        metadata={
            "type": "Element",
            "max_length": 160,
        }
    )

    @dataclass(kw_only=True)
    class Header:
        from_value: str = field(
            metadata={
                "name": "From",
                "type": "Element",
                "max_length": 11,
            }
        )


class NotificationTypes2(Enum):
    SMS = "SMS"
    EMAIL = "EMail"


@dataclass(kw_only=True)
class CheckDistributionStatus2:
    class Meta:
        name = "checkDistributionStatus"
        namespace = "http://minameddelanden.gov.se/schema/Notification/v3"

    sender: str = field(
        metadata={
            "type": "Element",
            "length": 12,
            "pattern": r"16\d{10}",
        }
    )
    distribution_id: str = field(
        metadata={
            "name": "distributionId",
            "type": "Element",
            "min_length": 1,
            "max_length": 50,
        }
    )


@dataclass(kw_only=True)
class DistributeResponse:
    class Meta:
        name = "distributeResponse"
        namespace = "http://minameddelanden.gov.se/schema/Notification/v3"

    return_value: str = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


class NotificationTypes1(Enum):
    SMS = "SMS"
    EMAIL = "EMail"
    IOS = "IOS"
    ANDROID = "Android"
    NOT = "Not"


class OfficialMatterExtensionMatterStatus(Enum):
    SENDERINITIATIVE = "senderinitiative"
    RECIPIENTINITIATIVE = "recipientinitiative"
    CLOSED = "closed"


class ReceiptOptions(Enum):
    NOT = "NOT"
    SIMPLE = "SIMPLE"
    SIGNED = "SIGNED"


class AccountStatus2(Enum):
    ACTIVE = "Active"
    PENDING = "Pending"


@dataclass(kw_only=True)
class CompanyId:
    class Meta:
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    value: str = field(
        default="",
        metadata={
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )


@dataclass(kw_only=True)
class Id:
    class Meta:
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    value: str = field(
        default="",
        metadata={
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )


@dataclass(kw_only=True)
class UserIdentity:
    class Meta:
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    value: str = field(
        default="",
        metadata={
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        },
    )


@dataclass(kw_only=True)
class DeletePendingAccountRequestResponse2:
    class Meta:
        name = "deletePendingAccountRequestResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"


@dataclass(kw_only=True)
class DeletePendingAccountRequest2:
    class Meta:
        name = "deletePendingAccountRequest"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    recipient_id: str = field(
        metadata={
            "name": "recipientId",
            "type": "Element",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    user_identity: str = field(
        metadata={
            "name": "userIdentity",
            "type": "Element",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class GetAccountPreferences2:
    class Meta:
        name = "getAccountPreferences"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    recipient_id: str = field(
        metadata={
            "name": "RecipientId",
            "type": "Element",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    user_identity: str = field(
        metadata={
            "name": "UserIdentity",
            "type": "Element",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class GetPendingAccountRequest2:
    class Meta:
        name = "getPendingAccountRequest"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    recipient_id: list[str] = field(
        default_factory=list,
        metadata={
            "name": "recipientId",
            "type": "Element",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )
    user_identity: str = field(
        metadata={
            "name": "userIdentity",
            "type": "Element",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class IsReachable2:
    class Meta:
        name = "isReachable"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    sender_org_nr: str = field(
        metadata={
            "name": "senderOrgNr",
            "type": "Element",
            "length": 12,
            "pattern": r"16\d{10}",
        }
    )
    recipient_id: list[str] = field(
        default_factory=list,
        metadata={
            "name": "recipientId",
            "type": "Element",
            "max_occurs": 1000,
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )


@dataclass(kw_only=True)
class IsRegistered2:
    class Meta:
        name = "isRegistered"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    recipient_id: list[str] = field(
        default_factory=list,
        metadata={
            "name": "recipientId",
            "type": "Element",
            "min_occurs": 1,
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )


@dataclass(kw_only=True)
class AccountContainer:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient"

    page: int = field(
        metadata={
            "name": "Page",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    accounts: list[str] = field(
        default_factory=list,
        metadata={
            "name": "Accounts",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )
    more_pages: bool = field(
        metadata={
            "name": "MorePages",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )


class AccountRequestTypes(Enum):
    CREATE = "Create"
    DELETE = "Delete"


class AccountTypes(Enum):
    SECURE = "Secure"
    ANONYMOUS = "Anonymous"
    NOT = "Not"


@dataclass(kw_only=True)
class ServiceSupplier:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient"

    id: str = field(
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
            "length": 12,
            "pattern": r"16\d{10}",
        }
    )
    name: str = field(
        metadata={
            "name": "Name",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    logo: None | str = field(
        default=None,
        metadata={
            "name": "Logo",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        },
    )
    service_adress: str = field(
        metadata={
            "name": "ServiceAdress",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    uiadress: None | str = field(
        default=None,
        metadata={
            "name": "UIAdress",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        },
    )
    internal_service_adress: str = field(
        metadata={
            "name": "InternalServiceAdress",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )


class ReplyOptions(Enum):
    REQUESTED = "REQUESTED"
    ACCEPTED = "ACCEPTED"
    NOT_ALLOWED = "NOT_ALLOWED"


@dataclass(kw_only=True)
class Sender:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Sender"

    id: str = field(
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Sender",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    name: str = field(
        metadata={
            "name": "Name",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Sender",
            "min_length": 2,
            "max_length": 256,
        }
    )
    attention: None | str = field(
        default=None,
        metadata={
            "name": "Attention",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Sender",
        },
    )


@dataclass(kw_only=True)
class DeliveryStatus3:
    class Meta:
        name = "DeliveryStatus"
        target_namespace = "http://minameddelanden.gov.se/schema/Service"

    recipient_id: str = field(
        metadata={
            "name": "RecipientId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Service",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    delivered: bool = field(
        metadata={
            "name": "Delivered",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Service",
        }
    )


@dataclass(kw_only=True)
class MessageCount:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Service"

    id: str = field(
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Service",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    total: int = field(
        metadata={
            "name": "Total",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Service",
        }
    )
    unread: int = field(
        metadata={
            "name": "Unread",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Service",
        }
    )


class Type(Enum):
    ACCOUNT = "Account"
    ACCOUNT_REQUEST = "AccountRequest"


@dataclass(kw_only=True)
class CanonicalizationMethodType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    algorithm: str = field(
        metadata={
            "name": "Algorithm",
            "type": "Attribute",
        }
    )
    content: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##any",
            "mixed": True,
        },
    )


@dataclass(kw_only=True)
class DsakeyValueType:
    class Meta:
        name = "DSAKeyValueType"
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    p: None | bytes = field(
        default=None,
        metadata={
            "name": "P",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "format": "base64",
        },
    )
    q: None | bytes = field(
        default=None,
        metadata={
            "name": "Q",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "format": "base64",
        },
    )
    g: None | bytes = field(
        default=None,
        metadata={
            "name": "G",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "format": "base64",
        },
    )
    y: bytes = field(
        metadata={
            "name": "Y",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "format": "base64",
        }
    )
    j: None | bytes = field(
        default=None,
        metadata={
            "name": "J",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "format": "base64",
        },
    )
    seed: None | bytes = field(
        default=None,
        metadata={
            "name": "Seed",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "format": "base64",
        },
    )
    pgen_counter: None | bytes = field(
        default=None,
        metadata={
            "name": "PgenCounter",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "format": "base64",
        },
    )


@dataclass(kw_only=True)
class DigestMethodType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    algorithm: str = field(
        metadata={
            "name": "Algorithm",
            "type": "Attribute",
        }
    )
    content: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##any",
            "mixed": True,
        },
    )


@dataclass(kw_only=True)
class DigestValue:
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"

    value: bytes = field(
        default=b"",
        metadata={
            "format": "base64",
        },
    )


@dataclass(kw_only=True)
class KeyName:
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"

    value: str = field(default="")


@dataclass(kw_only=True)
class MgmtData:
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"

    value: str = field(default="")


@dataclass(kw_only=True)
class ObjectType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )
    mime_type: None | str = field(
        default=None,
        metadata={
            "name": "MimeType",
            "type": "Attribute",
        },
    )
    encoding: None | str = field(
        default=None,
        metadata={
            "name": "Encoding",
            "type": "Attribute",
        },
    )
    content: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##any",
            "mixed": True,
        },
    )


@dataclass(kw_only=True)
class PgpdataType:
    class Meta:
        name = "PGPDataType"
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    pgpkey_id: None | bytes = field(
        default=None,
        metadata={
            "name": "PGPKeyID",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "format": "base64",
        },
    )
    pgpkey_packet: list[bytes] = field(
        default_factory=list,
        metadata={
            "name": "PGPKeyPacket",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "max_occurs": 2,
            "format": "base64",
        },
    )
    other_element: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##other",
        },
    )


@dataclass(kw_only=True)
class RsakeyValueType:
    class Meta:
        name = "RSAKeyValueType"
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    modulus: bytes = field(
        metadata={
            "name": "Modulus",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "format": "base64",
        }
    )
    exponent: bytes = field(
        metadata={
            "name": "Exponent",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "format": "base64",
        }
    )


@dataclass(kw_only=True)
class SpkidataType:
    class Meta:
        name = "SPKIDataType"
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    spkisexp: list[bytes] = field(
        default_factory=list,
        metadata={
            "name": "SPKISexp",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "min_occurs": 1,
            "sequence": 1,
            "format": "base64",
        },
    )
    other_element: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##other",
            "sequence": 1,
        },
    )


@dataclass(kw_only=True)
class SignatureMethodType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    algorithm: str = field(
        metadata={
            "name": "Algorithm",
            "type": "Attribute",
        }
    )
    content: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##any",
            "mixed": True,
            "choices": (
                {
                    "name": "HMACOutputLength",
                    "type": int,
                    "namespace": "http://www.w3.org/2000/09/xmldsig#",
                },
            ),
        },
    )


@dataclass(kw_only=True)
class SignaturePropertyType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    target: str = field(
        metadata={
            "name": "Target",
            "type": "Attribute",
        }
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )
    content: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##any",
            "mixed": True,
        },
    )


@dataclass(kw_only=True)
class SignatureValueType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    value: bytes = field(
        default=b"",
        metadata={
            "format": "base64",
        },
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class TransformType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    algorithm: str = field(
        metadata={
            "name": "Algorithm",
            "type": "Attribute",
        }
    )
    content: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##any",
            "mixed": True,
            "choices": (
                {
                    "name": "XPath",
                    "type": str,
                    "namespace": "http://www.w3.org/2000/09/xmldsig#",
                },
            ),
        },
    )


@dataclass(kw_only=True)
class X509IssuerSerialType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    x509_issuer_name: str = field(
        metadata={
            "name": "X509IssuerName",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    x509_serial_number: int = field(
        metadata={
            "name": "X509SerialNumber",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )


class BusinessStatus(Enum):
    ACTIVE = "Active"
    BANKRUPT = "Bankrupt"
    IN_LIQUIDATION = "InLiquidation"
    DISSOLVED = "Dissolved"


class CompanyForm(Enum):
    AB = "AB"
    HB = "HB"
    KB = "KB"
    BRF = "BRF"
    EK = "EK"
    EF = "EF"
    SF = "SF"
    ST = "ST"
    IF = "IF"
    MY = "MY"
    KO = "KO"


class OfficerRole(Enum):
    CHAIR = "Chair"
    BOARD_MEMBER = "BoardMember"
    DEPUTY = "Deputy"
    MANAGING_DIRECTOR = "ManagingDirector"
    DEPUTY_MANAGING_DIRECTOR = "DeputyManagingDirector"
    SIGNATORY = "Signatory"
    PARTNER = "Partner"
    GENERAL_PARTNER = "GeneralPartner"
    LIMITED_PARTNER = "LimitedPartner"
    OWNER = "Owner"
    LIQUIDATOR = "Liquidator"
    AUDITOR = "Auditor"
    OTHER = "Other"


class RuleKind(Enum):
    ALONE = "Alone"
    TWO_JOINTLY = "TwoJointly"
    BOARD = "Board"
    MANAGING_DIRECTOR = "ManagingDirector"
    JOINTLY_WITH_ONE_OF = "JointlyWithOneOf"
    ANY_OF_GROUP = "AnyOfGroup"
    NOT_INTERPRETABLE = "NotInterpretable"


@dataclass(kw_only=True)
class GetCompaniesOf:
    class Meta:
        name = "getCompaniesOf"
        namespace = "urn:simulator:company-register"

    person_id: str = field(
        metadata={
            "name": "personId",
            "type": "Element",
            "length": 12,
            "pattern": r"(18|19|20)\d{2}(0[1-9]|1[0-2])\d{2}\d{4}",
        }
    )


@dataclass(kw_only=True)
class GetCompany:
    class Meta:
        name = "getCompany"
        namespace = "urn:simulator:company-register"

    company_id: str = field(
        metadata={
            "name": "companyId",
            "type": "Element",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )


class AddressStatus(Enum):
    FOUND = "Found"
    PROTECTED_IDENTITY = "ProtectedIdentity"
    DECEASED = "Deceased"
    NOT_REGISTERED = "NotRegistered"
    NO_ADDRESS = "NoAddress"


class GuardianshipKind(Enum):
    GOD_MAN = "GodMan"
    FORVALTARE = "Forvaltare"


@dataclass(kw_only=True)
class PostalAddress:
    class Meta:
        target_namespace = "urn:simulator:population-register"

    name: str = field(
        metadata={
            "name": "Name",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        }
    )
    street: str = field(
        metadata={
            "name": "Street",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        }
    )
    postal_code: str = field(
        metadata={
            "name": "PostalCode",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
            "pattern": r"\d{5}",
        }
    )
    city: str = field(
        metadata={
            "name": "City",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        }
    )


class SourceProblem(Enum):
    DATA_MISSING = "DataMissing"
    DATA_UNCERTAIN = "DataUncertain"
    DATA_UNEXPECTED = "DataUnexpected"
    SOURCE_INACCESSIBLE = "SourceInaccessible"


@dataclass(kw_only=True)
class GetPerson:
    class Meta:
        name = "getPerson"
        namespace = "urn:simulator:population-register"

    person_id: str = field(
        metadata={
            "name": "personId",
            "type": "Element",
            "length": 12,
            "pattern": r"(18|19|20)\d{2}(0[1-9]|1[0-2])\d{2}\d{4}",
        }
    )


@dataclass(kw_only=True)
class GetPostalAddresses:
    class Meta:
        name = "getPostalAddresses"
        namespace = "urn:simulator:population-register"

    recipient_id: list[str] = field(
        default_factory=list,
        metadata={
            "name": "recipientId",
            "type": "Element",
            "min_occurs": 1,
            "max_occurs": 1000,
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )


@dataclass(kw_only=True)
class GetDispatchersFault(ExceptionInformation1):
    class Meta:
        name = "getDispatchersFault"
        namespace = "http://minameddelanden.gov.se/Authority"


@dataclass(kw_only=True)
class GetDispatchersResponse:
    class Meta:
        name = "getDispatchersResponse"
        namespace = "http://minameddelanden.gov.se/Authority"

    return_value: list[Dispatcher] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        },
    )


@dataclass(kw_only=True)
class GetSendersFault(ExceptionInformation1):
    class Meta:
        name = "getSendersFault"
        namespace = "http://minameddelanden.gov.se/Authority"


@dataclass(kw_only=True)
class GetSendersResponse:
    class Meta:
        name = "getSendersResponse"
        namespace = "http://minameddelanden.gov.se/Authority"

    return_value: list[Sender] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        },
    )


@dataclass(kw_only=True)
class GetUserAccessRightsFault(ExceptionInformation1):
    class Meta:
        name = "getUserAccessRightsFault"
        namespace = "http://minameddelanden.gov.se/Authority"


@dataclass(kw_only=True)
class GetUserAccessRightsNoConcentFault(ExceptionInformation1):
    class Meta:
        name = "getUserAccessRightsNoConcentFault"
        namespace = "http://minameddelanden.gov.se/Authority"


@dataclass(kw_only=True)
class IsSenderAcceptedFault(ExceptionInformation1):
    class Meta:
        name = "isSenderAcceptedFault"
        namespace = "http://minameddelanden.gov.se/Authority"


@dataclass(kw_only=True)
class TestNewSigner:
    class Meta:
        name = "testNewSigner"
        namespace = "http://minameddelanden.gov.se/Authority"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    arg1: list[Person] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
        },
    )
    arg2: None | str = field(
        default=None,
        metadata={
            "type": "Element",
            "namespace": "",
            "length": 12,
            "pattern": r"18\d{10}|19\d{10}|20\d{10}",
        },
    )
    arg3: AccountActions = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class TestNewSignerFault(ExceptionInformation1):
    class Meta:
        name = "testNewSignerFault"
        namespace = "http://minameddelanden.gov.se/Authority"


@dataclass(kw_only=True)
class VerifyAuthorizedSignatures:
    class Meta:
        name = "verifyAuthorizedSignatures"
        namespace = "http://minameddelanden.gov.se/Authority"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    arg1: list[SignatureData] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "min_occurs": 1,
        },
    )
    arg2: bytes = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "format": "base64",
        }
    )
    arg3: AccountActions = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class VerifyAuthorizedSignaturesFault(ExceptionInformation1):
    class Meta:
        name = "verifyAuthorizedSignaturesFault"
        namespace = "http://minameddelanden.gov.se/Authority"


@dataclass(kw_only=True)
class AcceptFault(ExceptionInformation1):
    class Meta:
        name = "acceptFault"
        namespace = "http://minameddelanden.gov.se/Consent"


@dataclass(kw_only=True)
class CancelFault(ExceptionInformation1):
    class Meta:
        name = "cancelFault"
        namespace = "http://minameddelanden.gov.se/Consent"


@dataclass(kw_only=True)
class GetAllFault(ExceptionInformation1):
    class Meta:
        name = "getAllFault"
        namespace = "http://minameddelanden.gov.se/Consent"


@dataclass(kw_only=True)
class GetAllPrivateFault(ExceptionInformation1):
    class Meta:
        name = "getAllPrivateFault"
        namespace = "http://minameddelanden.gov.se/Consent"


@dataclass(kw_only=True)
class RefuseFault(ExceptionInformation1):
    class Meta:
        name = "refuseFault"
        namespace = "http://minameddelanden.gov.se/Consent"


@dataclass(kw_only=True)
class RegisterConsentFault(ExceptionInformation1):
    class Meta:
        name = "registerConsentFault"
        namespace = "http://minameddelanden.gov.se/Consent"


@dataclass(kw_only=True)
class ChangeServiceSupplierFault(ExceptionInformation1):
    class Meta:
        name = "changeServiceSupplierFault"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class ChangeServiceSupplierResponse1:
    class Meta:
        name = "changeServiceSupplierResponse"
        namespace = "http://minameddelanden.gov.se/Recipient"

    return_value: None | ServiceSupplier = field(
        default=None,
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        },
    )


@dataclass(kw_only=True)
class DeletePendingAccountRequestFault(ExceptionInformation1):
    class Meta:
        name = "deletePendingAccountRequestFault"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class DeregisterFault(ExceptionInformation1):
    class Meta:
        name = "deregisterFault"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class GetAccountPreferencesFault(ExceptionInformation1):
    class Meta:
        name = "getAccountPreferencesFault"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class GetAllReachableAccountsFault(ExceptionInformation1):
    class Meta:
        name = "getAllReachableAccountsFault"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class GetAllReachableAccountsResponse:
    class Meta:
        name = "getAllReachableAccountsResponse"
        namespace = "http://minameddelanden.gov.se/Recipient"

    return_value: AccountContainer = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class GetAllRegisteredAccountsFault(ExceptionInformation1):
    class Meta:
        name = "getAllRegisteredAccountsFault"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class GetAllRegisteredAccountsResponse:
    class Meta:
        name = "getAllRegisteredAccountsResponse"
        namespace = "http://minameddelanden.gov.se/Recipient"

    return_value: AccountContainer = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class GetPendingAccountRequestFault(ExceptionInformation1):
    class Meta:
        name = "getPendingAccountRequestFault"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class IsReachableFault(ExceptionInformation1):
    class Meta:
        name = "isReachableFault"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class IsRegisteredFault(ExceptionInformation1):
    class Meta:
        name = "isRegisteredFault"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class RegisterFault(ExceptionInformation1):
    class Meta:
        name = "registerFault"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class StoreAccountPreferencesFault(ExceptionInformation1):
    class Meta:
        name = "storeAccountPreferencesFault"
        namespace = "http://minameddelanden.gov.se/Recipient"


@dataclass(kw_only=True)
class FlagRemovedAccounts:
    class Meta:
        name = "flagRemovedAccounts"
        namespace = "http://minameddelanden.gov.se/Service"

    arg0: Type = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )
    arg1: list[str] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )


@dataclass(kw_only=True)
class FlagRemovedAccountsFault(ExceptionInformation1):
    class Meta:
        name = "flagRemovedAccountsFault"
        namespace = "http://minameddelanden.gov.se/Service"


@dataclass(kw_only=True)
class GetUnusedMailboxesFault(ExceptionInformation1):
    class Meta:
        name = "getUnusedMailboxesFault"
        namespace = "http://minameddelanden.gov.se/Service"


@dataclass(kw_only=True)
class SignatureAuthorizationResult:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Authority"

    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )
    signed_by: list[Person] = field(
        default_factory=list,
        metadata={
            "name": "SignedBy",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        },
    )
    status: None | AuthorizationStatus = field(
        default=None,
        metadata={
            "name": "Status",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        },
    )
    timestamp: None | XmlDateTime = field(
        default=None,
        metadata={
            "name": "Timestamp",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        },
    )
    text: None | str = field(
        default=None,
        metadata={
            "name": "Text",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        },
    )
    possible_signers: list[Person] = field(
        default_factory=list,
        metadata={
            "name": "PossibleSigners",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        },
    )


@dataclass(kw_only=True)
class UserAccessRights:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Authority"

    id: str = field(
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    organization_name: None | str = field(
        default=None,
        metadata={
            "name": "OrganizationName",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        },
    )
    user_identity: str = field(
        metadata={
            "name": "UserIdentity",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )
    granted_access: list[UserActivities] = field(
        default_factory=list,
        metadata={
            "name": "GrantedAccess",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        },
    )
    grant_type: GrantTypes = field(
        metadata={
            "name": "GrantType",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        }
    )
    role: None | str = field(
        default=None,
        metadata={
            "name": "Role",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        },
    )


@dataclass(kw_only=True)
class UserAccessRightsProblem:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Authority"

    source: UserAccessRightsProblemSource = field(
        metadata={
            "name": "Source",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        }
    )
    type_value: UserAccessRightsProblemType = field(
        metadata={
            "name": "Type",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        }
    )
    description: str = field(
        metadata={
            "name": "Description",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        }
    )
    object_id: None | str = field(
        default=None,
        metadata={
            "name": "ObjectId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        },
    )


@dataclass(kw_only=True)
class ApplicationFault(ExceptionInformation2):
    class Meta:
        name = "applicationFault"
        namespace = "http://minameddelanden.gov.se/schema/Common/v3"


@dataclass(kw_only=True)
class ConsentRequest:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Consent"

    account: str = field(
        metadata={
            "name": "Account",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Consent",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    name: None | str = field(
        default=None,
        metadata={
            "name": "Name",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Consent",
        },
    )
    consent_holder: Person = field(
        metadata={
            "name": "ConsentHolder",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Consent",
        }
    )
    type_value: None | ConsentRequestTypes = field(
        default=None,
        metadata={
            "name": "Type",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Consent",
        },
    )
    agreement_text: None | str = field(
        default=None,
        metadata={
            "name": "AgreementText",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Consent",
        },
    )
    timestamp: XmlDate = field(
        metadata={
            "name": "Timestamp",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Consent",
        }
    )


@dataclass(kw_only=True)
class SecureDeliveryHeader:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message/v2"

    sender: Sender = field(
        metadata={
            "name": "Sender",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v2",
        }
    )
    recipient: str = field(
        metadata={
            "name": "Recipient",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v2",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    reference: None | str = field(
        default=None,
        metadata={
            "name": "Reference",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v2",
        },
    )
    correlation_id: None | str = field(
        default=None,
        metadata={
            "name": "CorrelationId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v2",
        },
    )
    attention: None | str = field(
        default=None,
        metadata={
            "name": "Attention",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v2",
        },
    )


@dataclass(kw_only=True)
class DeliveryHeader:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    sender: Sender = field(
        metadata={
            "name": "Sender",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    recipient: list[str] = field(
        default_factory=list,
        metadata={
            "name": "Recipient",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "min_occurs": 1,
            "max_occurs": 1000,
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        },
    )
    reference: None | str = field(
        default=None,
        metadata={
            "name": "Reference",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        },
    )
    correlation_id: None | str = field(
        default=None,
        metadata={
            "name": "CorrelationId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        },
    )
    attention: None | str = field(
        default=None,
        metadata={
            "name": "Attention",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        },
    )


@dataclass(kw_only=True)
class DistributionStatus:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    recipient_id: str = field(
        metadata={
            "name": "RecipientId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    type_value: DistributionTypes = field(
        metadata={
            "name": "Type",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    delivery_status: None | DeliveryStatus1 = field(
        default=None,
        metadata={
            "name": "DeliveryStatus",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        },
    )


@dataclass(kw_only=True)
class ForwardMessage:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    subject: str = field(
        metadata={
            "name": "Subject",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    body: MessageBody = field(
        metadata={
            "name": "Body",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )


@dataclass(kw_only=True)
class MessageHeader1:
    class Meta:
        name = "MessageHeader"
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    id: str = field(
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    subject: str = field(
        metadata={
            "name": "Subject",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "max_length": 255,
        }
    )
    supportinfo: SupportInfo1 = field(
        metadata={
            "name": "Supportinfo",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    metadata: list[MetaData] = field(
        default_factory=list,
        metadata={
            "name": "Metadata",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        },
    )
    language: str = field(
        metadata={
            "name": "Language",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    reply: None | ReplyOptions = field(
        default=None,
        metadata={
            "name": "Reply",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        },
    )
    receipt_request: None | ReceiptOptions = field(
        default=None,
        metadata={
            "name": "ReceiptRequest",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        },
    )


@dataclass(kw_only=True)
class MessageStatus:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    recipient_id: str = field(
        metadata={
            "name": "RecipientId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    messagetype_id: None | str = field(
        default=None,
        metadata={
            "name": "MessagetypeId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        },
    )
    status: DistributionTypes = field(
        metadata={
            "name": "Status",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )


@dataclass(kw_only=True)
class DeliveryStatus2:
    class Meta:
        name = "DeliveryStatus"
        target_namespace = (
            "http://minameddelanden.gov.se/schema/Notification/v3"
        )

    delivered_flag: bool = field(
        metadata={
            "name": "DeliveredFlag",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
        }
    )
    notified_by_channel: list[NotificationTypes2] = field(
        default_factory=list,
        metadata={
            "name": "NotifiedByChannel",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
            "max_occurs": 2,
        },
    )


@dataclass(kw_only=True)
class NotificationMessage1:
    class Meta:
        name = "NotificationMessage"
        target_namespace = "http://minameddelanden.gov.se/schema/Notification"

    from_value: str = field(
        metadata={
            "name": "From",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification",
        }
    )
    subject: str = field(
        metadata={
            "name": "Subject",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification",
            "min_length": 0,
            "max_length": 1024,
        }
    )
    text: str = field(
        metadata={
            "name": "Text",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification",
        }
    )
    notificationtype: NotificationTypes1 = field(
        metadata={
            "name": "Notificationtype",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification",
        }
    )


@dataclass(kw_only=True)
class NotificationStatus1:
    class Meta:
        name = "NotificationStatus"
        target_namespace = "http://minameddelanden.gov.se/schema/Notification"

    recipient_id: str = field(
        metadata={
            "name": "RecipientId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    status: NotificationTypes1 = field(
        metadata={
            "name": "Status",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification",
        }
    )


@dataclass(kw_only=True)
class OfficialMatterExtension:
    class Meta:
        namespace = "http://minameddelanden.gov.se/schema/OfficialMatter/v3"

    timestamp: XmlDate = field(
        metadata={
            "name": "Timestamp",
            "type": "Element",
        }
    )
    other_element: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##other",
        },
    )
    identity: None | OfficialMatterExtension.Identity = field(
        default=None,
        metadata={
            "name": "Identity",
            "type": "Element",
        },
    )
    matter_subject: None | str = field(
        default=None,
        metadata={
            "name": "MatterSubject",
            "type": "Element",
            "max_length": 2000,
        },
    )
    event_type: None | str = field(
        default=None,
        metadata={
            "name": "EventType",
            "type": "Element",
            "max_length": 2000,
        },
    )
    matter_status: None | OfficialMatterExtensionMatterStatus = field(
        default=None,
        metadata={
            "name": "MatterStatus",
            "type": "Element",
        },
    )

    @dataclass(kw_only=True)
    class Identity:
        event_id: None | str = field(
            default=None,
            metadata={
                "name": "EventId",
                "type": "Element",
                "max_length": 255,
            },
        )
        official_matter_id: None | str = field(
            default=None,
            metadata={
                "name": "OfficialMatterId",
                "type": "Element",
                "max_length": 255,
            },
        )
        preceding_event_id: None | str = field(
            default=None,
            metadata={
                "name": "PrecedingEventId",
                "type": "Element",
                "max_length": 255,
            },
        )


@dataclass(kw_only=True)
class AccountInformation:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    account_status: AccountStatus2 = field(
        metadata={
            "name": "AccountStatus",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )
    signed_by: list[Person] = field(
        default_factory=list,
        metadata={
            "name": "SignedBy",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        },
    )
    signature_status: AuthorizationStatus = field(
        metadata={
            "name": "SignatureStatus",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )
    service_supplier: str = field(
        metadata={
            "name": "serviceSupplier",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )
    agreement_text: None | str = field(
        default=None,
        metadata={
            "name": "AgreementText",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        },
    )


@dataclass(kw_only=True)
class OrganizationIdentity:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    id: Id = field(
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )
    user_identity: UserIdentity = field(
        metadata={
            "name": "UserIdentity",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )


@dataclass(kw_only=True)
class ChangeServiceSupplier2:
    class Meta:
        name = "changeServiceSupplier"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    id: Id = field(
        metadata={
            "name": "Id",
            "type": "Element",
        }
    )
    user_identity: UserIdentity = field(
        metadata={
            "name": "UserIdentity",
            "type": "Element",
        }
    )
    service_supplier: str = field(
        metadata={
            "name": "ServiceSupplier",
            "type": "Element",
        }
    )
    agreement_text: str = field(
        metadata={
            "name": "AgreementText",
            "type": "Element",
        }
    )
    signature_data: list[SignatureData] = field(
        default_factory=list,
        metadata={
            "name": "SignatureData",
            "type": "Element",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class DeletePendingAccountPreferencesFault(ExceptionInformation1):
    class Meta:
        name = "deletePendingAccountPreferencesFault"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"


@dataclass(kw_only=True)
class DeletePendingChangeServiceSupplierFault(ExceptionInformation1):
    class Meta:
        name = "deletePendingChangeServiceSupplierFault"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"


@dataclass(kw_only=True)
class DeletePendingChangeServiceSupplierResponse:
    class Meta:
        name = "deletePendingChangeServiceSupplierResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    service_supplier: ServiceSupplier = field(
        metadata={
            "name": "serviceSupplier",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class GetPendingAccountPreferences:
    class Meta:
        name = "getPendingAccountPreferences"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    id: Id = field(
        metadata={
            "name": "Id",
            "type": "Element",
        }
    )
    user_identity: UserIdentity = field(
        metadata={
            "name": "UserIdentity",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class GetPendingAccountPreferencesFault(ExceptionInformation1):
    class Meta:
        name = "getPendingAccountPreferencesFault"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"


@dataclass(kw_only=True)
class GetPendingChangeServiceSupplier:
    class Meta:
        name = "getPendingChangeServiceSupplier"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    id: Id = field(
        metadata={
            "name": "Id",
            "type": "Element",
        }
    )
    user_identity: UserIdentity = field(
        metadata={
            "name": "UserIdentity",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class GetPendingChangeServiceSupplierFault(ExceptionInformation1):
    class Meta:
        name = "getPendingChangeServiceSupplierFault"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"


@dataclass(kw_only=True)
class IsAuthorizedSigner:
    class Meta:
        name = "isAuthorizedSigner"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    company_id: CompanyId = field(
        metadata={
            "name": "CompanyId",
            "type": "Element",
        }
    )
    user_identity: UserIdentity = field(
        metadata={
            "name": "UserIdentity",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class IsAuthorizedSignerFault(ExceptionInformation1):
    class Meta:
        name = "isAuthorizedSignerFault"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"


@dataclass(kw_only=True)
class AccountPreferences:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient"

    id: str = field(
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    accepted_senders: list[Sender] = field(
        default_factory=list,
        metadata={
            "name": "AcceptedSenders",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        },
    )


@dataclass(kw_only=True)
class AccountRequest:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient"

    id: str = field(
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    type_value: AccountRequestTypes = field(
        metadata={
            "name": "Type",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    agreement_text: str = field(
        metadata={
            "name": "AgreementText",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    timestamp: XmlDate = field(
        metadata={
            "name": "Timestamp",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    service_supplier: str = field(
        metadata={
            "name": "ServiceSupplier",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )


@dataclass(kw_only=True)
class AccountStatus1:
    class Meta:
        name = "AccountStatus"
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient"

    recipient_id: str = field(
        metadata={
            "name": "RecipientId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    type_value: AccountTypes = field(
        metadata={
            "name": "Type",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    pending: bool = field(
        metadata={
            "name": "Pending",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    service_supplier: None | ServiceSupplier = field(
        default=None,
        metadata={
            "name": "ServiceSupplier",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        },
    )
    last_registration: None | XmlDateTime = field(
        default=None,
        metadata={
            "name": "LastRegistration",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        },
    )


@dataclass(kw_only=True)
class DeliveryResult:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Service"

    trans_id: str = field(
        metadata={
            "name": "TransId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Service",
        }
    )
    status: list[DeliveryStatus3] = field(
        default_factory=list,
        metadata={
            "name": "Status",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Service",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class CanonicalizationMethod(CanonicalizationMethodType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class DsakeyValue(DsakeyValueType):
    class Meta:
        name = "DSAKeyValue"
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class DigestMethod(DigestMethodType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class Object(ObjectType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class Pgpdata(PgpdataType):
    class Meta:
        name = "PGPData"
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class RsakeyValue(RsakeyValueType):
    class Meta:
        name = "RSAKeyValue"
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class Spkidata(SpkidataType):
    class Meta:
        name = "SPKIData"
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class SignatureMethod(SignatureMethodType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class SignatureProperty(SignaturePropertyType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class SignatureValue(SignatureValueType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class Transform(TransformType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class X509DataType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    x509_issuer_serial: list[X509IssuerSerialType] = field(
        default_factory=list,
        metadata={
            "name": "X509IssuerSerial",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "sequence": 1,
        },
    )
    x509_ski: list[bytes] = field(
        default_factory=list,
        metadata={
            "name": "X509SKI",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "sequence": 1,
            "format": "base64",
        },
    )
    x509_subject_name: list[str] = field(
        default_factory=list,
        metadata={
            "name": "X509SubjectName",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "sequence": 1,
        },
    )
    x509_certificate: list[bytes] = field(
        default_factory=list,
        metadata={
            "name": "X509Certificate",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "sequence": 1,
            "format": "base64",
        },
    )
    x509_crl: list[bytes] = field(
        default_factory=list,
        metadata={
            "name": "X509CRL",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "sequence": 1,
            "format": "base64",
        },
    )
    other_element: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##other",
            "sequence": 1,
        },
    )


@dataclass(kw_only=True)
class Officer:
    class Meta:
        target_namespace = "urn:simulator:company-register"

    person_id: str = field(
        metadata={
            "name": "PersonId",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
            "length": 12,
            "pattern": r"(18|19|20)\d{2}(0[1-9]|1[0-2])\d{2}\d{4}",
        }
    )
    name: str = field(
        metadata={
            "name": "Name",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        }
    )
    role: OfficerRole = field(
        metadata={
            "name": "Role",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        }
    )


@dataclass(kw_only=True)
class SignatoryRule:
    class Meta:
        target_namespace = "urn:simulator:company-register"

    kind: RuleKind = field(
        metadata={
            "name": "Kind",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        }
    )
    text: str = field(
        metadata={
            "name": "Text",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        }
    )
    count: int = field(
        metadata={
            "name": "Count",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        }
    )
    group: list[str] = field(
        default_factory=list,
        metadata={
            "name": "Group",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
            "length": 12,
            "pattern": r"(18|19|20)\d{2}(0[1-9]|1[0-2])\d{2}\d{4}",
        },
    )
    required: list[str] = field(
        default_factory=list,
        metadata={
            "name": "Required",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
            "length": 12,
            "pattern": r"(18|19|20)\d{2}(0[1-9]|1[0-2])\d{2}\d{4}",
        },
    )


@dataclass(kw_only=True)
class Guardianship:
    class Meta:
        target_namespace = "urn:simulator:population-register"

    person_id: str = field(
        metadata={
            "name": "PersonId",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
            "length": 12,
            "pattern": r"(18|19|20)\d{2}(0[1-9]|1[0-2])\d{2}\d{4}",
        }
    )
    name: str = field(
        metadata={
            "name": "Name",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        }
    )
    kind: GuardianshipKind = field(
        metadata={
            "name": "Kind",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        }
    )
    decided_on: XmlDate = field(
        metadata={
            "name": "DecidedOn",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        }
    )
    ends_on: None | XmlDate = field(
        default=None,
        metadata={
            "name": "EndsOn",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        },
    )


@dataclass(kw_only=True)
class RegisteredAddress:
    class Meta:
        target_namespace = "urn:simulator:population-register"

    recipient_id: str = field(
        metadata={
            "name": "RecipientId",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    status: AddressStatus = field(
        metadata={
            "name": "Status",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        }
    )
    postal_address: None | PostalAddress = field(
        default=None,
        metadata={
            "name": "PostalAddress",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        },
    )


@dataclass(kw_only=True)
class TestNewSignerResponse:
    class Meta:
        name = "testNewSignerResponse"
        namespace = "http://minameddelanden.gov.se/Authority"

    return_value: SignatureAuthorizationResult = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class VerifyAuthorizedSignaturesResponse:
    class Meta:
        name = "verifyAuthorizedSignaturesResponse"
        namespace = "http://minameddelanden.gov.se/Authority"

    return_value: SignatureAuthorizationResult = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class Cancel:
    class Meta:
        name = "cancel"
        namespace = "http://minameddelanden.gov.se/Consent"

    arg0: ConsentRequest = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )
    arg1: list[SignatureData] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
        },
    )
    arg2: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )


@dataclass(kw_only=True)
class CancelResponse:
    class Meta:
        name = "cancelResponse"
        namespace = "http://minameddelanden.gov.se/Consent"

    return_value: SignatureAuthorizationResult = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class RegisterConsent:
    class Meta:
        name = "registerConsent"
        namespace = "http://minameddelanden.gov.se/Consent"

    arg0: ConsentRequest = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )
    arg1: list[SignatureData] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class RegisterConsentResponse:
    class Meta:
        name = "registerConsentResponse"
        namespace = "http://minameddelanden.gov.se/Consent"

    return_value: SignatureAuthorizationResult = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class DeregisterResponse1:
    class Meta:
        name = "deregisterResponse"
        namespace = "http://minameddelanden.gov.se/Recipient"

    return_value: SignatureAuthorizationResult = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class Deregister1:
    class Meta:
        name = "deregister"
        namespace = "http://minameddelanden.gov.se/Recipient"

    arg0: AccountRequest = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )
    arg1: list[str] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "max_occurs": 10,
            "min_length": 5,
            "max_length": 256,
            "pattern": r".+@.+\..+",
        },
    )
    arg2: list[SignatureData] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class GetAccountPreferencesResponse1:
    class Meta:
        name = "getAccountPreferencesResponse"
        namespace = "http://minameddelanden.gov.se/Recipient"

    return_value: AccountPreferences = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class IsRegisteredResponse1:
    class Meta:
        name = "isRegisteredResponse"
        namespace = "http://minameddelanden.gov.se/Recipient"

    return_value: list[AccountStatus1] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class RegisterResponse1:
    class Meta:
        name = "registerResponse"
        namespace = "http://minameddelanden.gov.se/Recipient"

    return_value: SignatureAuthorizationResult = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class Register1:
    class Meta:
        name = "register"
        namespace = "http://minameddelanden.gov.se/Recipient"

    arg0: AccountRequest = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )
    arg1: AccountTypes = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )
    arg2: list[str] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "max_occurs": 10,
            "min_length": 5,
            "max_length": 256,
            "pattern": r".+@.+\..+",
        },
    )
    arg3: list[SignatureData] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "namespace": "",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class StoreAccountPreferences1:
    class Meta:
        name = "storeAccountPreferences"
        namespace = "http://minameddelanden.gov.se/Recipient"

    arg0: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    arg1: str = field(
        metadata={
            "type": "Element",
            "namespace": "",
            "min_length": 12,
            "max_length": 255,
            "pattern": r"(18\d{10}|19\d{10}|20\d{10})|([a-z]{2,2}.*)",
        }
    )
    arg2: AccountPreferences = field(
        metadata={
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class UserAccessRightsResult:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Authority"

    rights: list[UserAccessRights] = field(
        default_factory=list,
        metadata={
            "name": "Rights",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        },
    )
    problems: list[UserAccessRightsProblem] = field(
        default_factory=list,
        metadata={
            "name": "Problems",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Authority",
        },
    )


@dataclass(kw_only=True)
class Consent:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Consent"

    request: ConsentRequest = field(
        metadata={
            "name": "Request",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Consent",
        }
    )
    signature_result: SignatureAuthorizationResult = field(
        metadata={
            "name": "SignatureResult",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Consent",
        }
    )
    status: ConsentStatus = field(
        metadata={
            "name": "Status",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Consent",
        }
    )


@dataclass(kw_only=True)
class ConsentAgreement:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Consent"

    consent_request: ConsentRequest = field(
        metadata={
            "name": "ConsentRequest",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Consent",
        }
    )
    signatures: list[bytes] = field(
        default_factory=list,
        metadata={
            "name": "Signatures",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Consent",
            "min_occurs": 1,
            "format": "base64",
        },
    )


@dataclass(kw_only=True)
class OfficialMatter:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message/v3"

    other_element: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##other",
        },
    )
    official_matter_extension: None | OfficialMatterExtension = field(
        default=None,
        metadata={
            "name": "OfficialMatterExtension",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        },
    )


@dataclass(kw_only=True)
class CheckDistributionStatusResponse1:
    class Meta:
        name = "checkDistributionStatusResponse"
        namespace = "http://minameddelanden.gov.se/schema/Message/v3"

    return_value: list[DistributionStatus] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
        },
    )


@dataclass(kw_only=True)
class SecureMessage1:
    class Meta:
        name = "SecureMessage"
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    header: MessageHeader1 = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    body: MessageBody = field(
        metadata={
            "name": "Body",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    attachment: list[Attachment] = field(
        default_factory=list,
        metadata={
            "name": "Attachment",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        },
    )


@dataclass(kw_only=True)
class SimpleMessage:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    header: MessageHeader1 = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    body: list[NotificationMessage1] = field(
        default_factory=list,
        metadata={
            "name": "Body",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "min_occurs": 1,
            "max_occurs": 2,
        },
    )


@dataclass(kw_only=True)
class NotificationMessage2:
    class Meta:
        name = "NotificationMessage"
        namespace = "http://minameddelanden.gov.se/schema/Notification/v2"

    header: MessageHeader1 = field(
        metadata={
            "type": "Element",
        }
    )
    body: MessageBody = field(
        metadata={
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class NotificationStatus2:
    class Meta:
        name = "NotificationStatus"
        target_namespace = (
            "http://minameddelanden.gov.se/schema/Notification/v3"
        )

    recipient_id: str = field(
        metadata={
            "name": "RecipientId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    delivery_status: DeliveryStatus2 = field(
        metadata={
            "name": "DeliveryStatus",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
        }
    )


@dataclass(kw_only=True)
class NotificationDelivery1:
    class Meta:
        name = "NotificationDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Notification"

    header: DeliveryHeader = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification",
        }
    )
    message: list[NotificationMessage1] = field(
        default_factory=list,
        metadata={
            "name": "Message",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification",
            "min_occurs": 1,
            "max_occurs": 2,
        },
    )


@dataclass(kw_only=True)
class NotifyResult1:
    class Meta:
        name = "NotifyResult"
        target_namespace = "http://minameddelanden.gov.se/schema/Notification"

    trans_id: str = field(
        metadata={
            "name": "TransId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification",
        }
    )
    status: list[NotificationStatus1] = field(
        default_factory=list,
        metadata={
            "name": "Status",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class AuthorizedAccount:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    is_account_authorized_signer: bool = field(
        metadata={
            "name": "isAccountAuthorizedSigner",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )
    user_identity: UserIdentity = field(
        metadata={
            "name": "UserIdentity",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )
    company_id: CompanyId = field(
        metadata={
            "name": "CompanyId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )
    company_name: str = field(
        metadata={
            "name": "CompanyName",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )
    company_signature_rule_text: str = field(
        metadata={
            "name": "CompanySignatureRuleText",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )
    possible_signers: list[Person] = field(
        default_factory=list,
        metadata={
            "name": "PossibleSigners",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        },
    )
    account_information: None | AccountInformation = field(
        default=None,
        metadata={
            "name": "AccountInformation",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        },
    )


@dataclass(kw_only=True)
class PendingAccountPreferences:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    account_preferences: AccountPreferences = field(
        metadata={
            "name": "AccountPreferences",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )
    pending_signatures: SignatureAuthorizationResult = field(
        metadata={
            "name": "PendingSignatures",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )


@dataclass(kw_only=True)
class PendingChangeServiceSupplier:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    service_supplier: None | ServiceSupplier = field(
        default=None,
        metadata={
            "name": "serviceSupplier",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        },
    )
    pending_signatures: SignatureAuthorizationResult = field(
        metadata={
            "name": "pendingSignatures",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient/v2",
        }
    )


@dataclass(kw_only=True)
class ChangeServiceSupplierResponse2:
    class Meta:
        name = "changeServiceSupplierResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    signature_authorization_result: SignatureAuthorizationResult = field(
        metadata={
            "name": "signatureAuthorizationResult",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class DeletePendingAccountPreferences:
    class Meta:
        name = "deletePendingAccountPreferences"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    organization_identity: OrganizationIdentity = field(
        metadata={
            "name": "organizationIdentity",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class DeletePendingAccountPreferencesResponse:
    class Meta:
        name = "deletePendingAccountPreferencesResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    return_value: OrganizationIdentity = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class DeletePendingChangeServiceSupplier:
    class Meta:
        name = "deletePendingChangeServiceSupplier"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    organization_identity: OrganizationIdentity = field(
        metadata={
            "name": "organizationIdentity",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class StoreAccountPreferencesResponse2:
    class Meta:
        name = "storeAccountPreferencesResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    return_value: SignatureAuthorizationResult = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class StoreAccountPreferences2:
    class Meta:
        name = "storeAccountPreferences"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    id: Id = field(
        metadata={
            "name": "Id",
            "type": "Element",
        }
    )
    user_identity: UserIdentity = field(
        metadata={
            "name": "UserIdentity",
            "type": "Element",
        }
    )
    preferences: AccountPreferences = field(
        metadata={
            "type": "Element",
        }
    )
    agreement_text: str = field(
        metadata={
            "name": "AgreementText",
            "type": "Element",
        }
    )
    signature_data: list[SignatureData] = field(
        default_factory=list,
        metadata={
            "name": "SignatureData",
            "type": "Element",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class DeregisterResponse2:
    class Meta:
        name = "deregisterResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    return_value: SignatureAuthorizationResult = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class Deregister2:
    class Meta:
        name = "deregister"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    deregister_account: AccountRequest = field(
        metadata={
            "name": "deregisterAccount",
            "type": "Element",
        }
    )
    signature: list[SignatureData] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class GetAccountPreferencesResponse2:
    class Meta:
        name = "getAccountPreferencesResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    return_value: AccountPreferences = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class IsRegisteredResponse2:
    class Meta:
        name = "isRegisteredResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    return_value: list[AccountStatus1] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class RegisterResponse2:
    class Meta:
        name = "registerResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    return_value: SignatureAuthorizationResult = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class Register2:
    class Meta:
        name = "register"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    account_request: AccountRequest = field(
        metadata={
            "name": "accountRequest",
            "type": "Element",
        }
    )
    account_type: AccountTypes = field(
        metadata={
            "name": "accountType",
            "type": "Element",
        }
    )
    signature: list[SignatureData] = field(
        default_factory=list,
        metadata={
            "type": "Element",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class AccountAgreement:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient"

    account_request: AccountRequest = field(
        metadata={
            "name": "AccountRequest",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    signatures: list[bytes] = field(
        default_factory=list,
        metadata={
            "name": "Signatures",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
            "min_occurs": 1,
            "format": "base64",
        },
    )


@dataclass(kw_only=True)
class PendingAccountRequest:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient"

    account_request: AccountRequest = field(
        metadata={
            "name": "AccountRequest",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    signature_status: SignatureAuthorizationResult = field(
        metadata={
            "name": "SignatureStatus",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )


@dataclass(kw_only=True)
class ReachabilityStatus:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Recipient"

    account_status: AccountStatus1 = field(
        metadata={
            "name": "AccountStatus",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    sender_accepted: bool = field(
        metadata={
            "name": "SenderAccepted",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        }
    )
    last_sender_accept_change: None | XmlDateTime = field(
        default=None,
        metadata={
            "name": "LastSenderAcceptChange",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Recipient",
        },
    )


@dataclass(kw_only=True)
class DeliverForwardResponse:
    class Meta:
        name = "deliverForwardResponse"
        namespace = "http://minameddelanden.gov.se/schema/Service/v3"

    return_value: DeliveryResult = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class DeliverSecureResponse:
    class Meta:
        name = "deliverSecureResponse"
        namespace = "http://minameddelanden.gov.se/schema/Service/v3"

    return_value: DeliveryResult = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class KeyValueType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    content: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##any",
            "mixed": True,
            "choices": (
                {
                    "name": "DSAKeyValue",
                    "type": DsakeyValue,
                    "namespace": "http://www.w3.org/2000/09/xmldsig#",
                },
                {
                    "name": "RSAKeyValue",
                    "type": RsakeyValue,
                    "namespace": "http://www.w3.org/2000/09/xmldsig#",
                },
            ),
        },
    )


@dataclass(kw_only=True)
class SignaturePropertiesType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    signature_property: list[SignatureProperty] = field(
        default_factory=list,
        metadata={
            "name": "SignatureProperty",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "min_occurs": 1,
        },
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class TransformsType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    transform: list[Transform] = field(
        default_factory=list,
        metadata={
            "name": "Transform",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class X509Data(X509DataType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class RegisteredCompany:
    class Meta:
        target_namespace = "urn:simulator:company-register"

    company_id: str = field(
        metadata={
            "name": "CompanyId",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    name: str = field(
        metadata={
            "name": "Name",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        }
    )
    form: CompanyForm = field(
        metadata={
            "name": "Form",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        }
    )
    status: BusinessStatus = field(
        metadata={
            "name": "Status",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        }
    )
    officer: list[Officer] = field(
        default_factory=list,
        metadata={
            "name": "Officer",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        },
    )
    signatory_rule: list[SignatoryRule] = field(
        default_factory=list,
        metadata={
            "name": "SignatoryRule",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        },
    )
    signatory_rule_text: str = field(
        metadata={
            "name": "SignatoryRuleText",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        }
    )


@dataclass(kw_only=True)
class RegisteredPerson:
    class Meta:
        target_namespace = "urn:simulator:population-register"

    person_id: str = field(
        metadata={
            "name": "PersonId",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
            "length": 12,
            "pattern": r"(18|19|20)\d{2}(0[1-9]|1[0-2])\d{2}\d{4}",
        }
    )
    name: str = field(
        metadata={
            "name": "Name",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        }
    )
    protected: bool = field(
        metadata={
            "name": "Protected",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        }
    )
    deceased_on: None | XmlDate = field(
        default=None,
        metadata={
            "name": "DeceasedOn",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        },
    )
    emigrated_on: None | XmlDate = field(
        default=None,
        metadata={
            "name": "EmigratedOn",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        },
    )
    changed_to: None | str = field(
        default=None,
        metadata={
            "name": "ChangedTo",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
            "length": 12,
            "pattern": r"(18|19|20)\d{2}(0[1-9]|1[0-2])\d{2}\d{4}",
        },
    )
    guardian: list[Guardianship] = field(
        default_factory=list,
        metadata={
            "name": "Guardian",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        },
    )
    principal: list[Guardianship] = field(
        default_factory=list,
        metadata={
            "name": "Principal",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        },
    )


@dataclass(kw_only=True)
class GetPostalAddressesResponse:
    class Meta:
        name = "getPostalAddressesResponse"
        namespace = "urn:simulator:population-register"

    return_value: list[RegisteredAddress] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
            "min_occurs": 1,
            "max_occurs": 1000,
        },
    )


@dataclass(kw_only=True)
class GetUserAccessRightsNoConcentResponse:
    class Meta:
        name = "getUserAccessRightsNoConcentResponse"
        namespace = "http://minameddelanden.gov.se/Authority"

    return_value: UserAccessRightsResult = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class GetUserAccessRightsResponse:
    class Meta:
        name = "getUserAccessRightsResponse"
        namespace = "http://minameddelanden.gov.se/Authority"

    return_value: UserAccessRightsResult = field(
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        }
    )


@dataclass(kw_only=True)
class GetAllPrivateResponse:
    class Meta:
        name = "getAllPrivateResponse"
        namespace = "http://minameddelanden.gov.se/Consent"

    return_value: list[Consent] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        },
    )


@dataclass(kw_only=True)
class GetAllResponse:
    class Meta:
        name = "getAllResponse"
        namespace = "http://minameddelanden.gov.se/Consent"

    return_value: list[Consent] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        },
    )


@dataclass(kw_only=True)
class GetPendingAccountRequestResponse1:
    class Meta:
        name = "getPendingAccountRequestResponse"
        namespace = "http://minameddelanden.gov.se/Recipient"

    return_value: list[PendingAccountRequest] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        },
    )


@dataclass(kw_only=True)
class IsReachableResponse1:
    class Meta:
        name = "isReachableResponse"
        namespace = "http://minameddelanden.gov.se/Recipient"

    return_value: list[ReachabilityStatus] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
            "namespace": "",
        },
    )


@dataclass(kw_only=True)
class SecureDelivery2:
    class Meta:
        name = "SecureDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Message/v2"

    header: SecureDeliveryHeader = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v2",
        }
    )
    message: list[SecureMessage1] = field(
        default_factory=list,
        metadata={
            "name": "Message",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v2",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class MessageHeader2:
    class Meta:
        name = "MessageHeader"
        target_namespace = "http://minameddelanden.gov.se/schema/Message/v3"

    id: str = field(
        metadata={
            "name": "Id",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        }
    )
    subject: str = field(
        metadata={
            "name": "Subject",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
            "max_length": 255,
        }
    )
    supportinfo: SupportInfo2 = field(
        metadata={
            "name": "Supportinfo",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        }
    )
    official_matter: None | OfficialMatter = field(
        default=None,
        metadata={
            "name": "OfficialMatter",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        },
    )
    metadata: list[MetaData] = field(
        default_factory=list,
        metadata={
            "name": "Metadata",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        },
    )
    language: str = field(
        metadata={
            "name": "Language",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        }
    )
    reply: None | ReplyOptions = field(
        default=None,
        metadata={
            "name": "Reply",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        },
    )
    receipt_request: None | ReceiptOptions = field(
        default=None,
        metadata={
            "name": "ReceiptRequest",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        },
    )


@dataclass(kw_only=True)
class SecureDelivery1:
    class Meta:
        name = "SecureDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    header: DeliveryHeader = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    message: list[SecureMessage1] = field(
        default_factory=list,
        metadata={
            "name": "Message",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class SimpleDelivery:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    header: DeliveryHeader = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    message: list[SimpleMessage] = field(
        default_factory=list,
        metadata={
            "name": "Message",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class NotificationDelivery2:
    class Meta:
        name = "NotificationDelivery"
        target_namespace = (
            "http://minameddelanden.gov.se/schema/Notification/v2"
        )

    header: DeliveryHeader = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v2",
        }
    )
    message: NotificationMessage2 = field(
        metadata={
            "name": "Message",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v2",
        }
    )
    email_message: None | EmailMessage = field(
        default=None,
        metadata={
            "name": "EmailMessage",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v2",
        },
    )
    sms_message: None | SmsMessage = field(
        default=None,
        metadata={
            "name": "SmsMessage",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v2",
        },
    )


@dataclass(kw_only=True)
class NotifyResult2:
    class Meta:
        name = "NotifyResult"
        target_namespace = (
            "http://minameddelanden.gov.se/schema/Notification/v3"
        )

    trans_id: str = field(
        metadata={
            "name": "TransId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
        }
    )
    status: list[NotificationStatus2] = field(
        default_factory=list,
        metadata={
            "name": "Status",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class CheckDistributionStatusResponse2:
    class Meta:
        name = "checkDistributionStatusResponse"
        namespace = "http://minameddelanden.gov.se/schema/Notification/v3"

    return_value: list[NotificationStatus2] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
        },
    )


@dataclass(kw_only=True)
class GetPendingAccountPreferencesResponse:
    class Meta:
        name = "getPendingAccountPreferencesResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    return_value: PendingAccountPreferences = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class GetPendingChangeServiceSupplierResponse:
    class Meta:
        name = "getPendingChangeServiceSupplierResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    return_value: PendingChangeServiceSupplier = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class IsAuthorizedSignerResponse:
    class Meta:
        name = "isAuthorizedSignerResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v2"

    return_value: AuthorizedAccount = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class GetPendingAccountRequestResponse2:
    class Meta:
        name = "getPendingAccountRequestResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    return_value: list[PendingAccountRequest] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
        },
    )


@dataclass(kw_only=True)
class IsReachableResponse2:
    class Meta:
        name = "isReachableResponse"
        namespace = "http://minameddelanden.gov.se/schema/Recipient/v3"

    return_value: list[ReachabilityStatus] = field(
        default_factory=list,
        metadata={
            "name": "return",
            "type": "Element",
        },
    )


@dataclass(kw_only=True)
class KeyValue(KeyValueType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class SignatureProperties(SignaturePropertiesType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class Transforms(TransformsType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class CompaniesAnswer:
    class Meta:
        target_namespace = "urn:simulator:company-register"

    problem: None | SourceProblem = field(
        default=None,
        metadata={
            "name": "Problem",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        },
    )
    company: list[RegisteredCompany] = field(
        default_factory=list,
        metadata={
            "name": "Company",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        },
    )


@dataclass(kw_only=True)
class CompanyAnswer:
    class Meta:
        target_namespace = "urn:simulator:company-register"

    problem: None | SourceProblem = field(
        default=None,
        metadata={
            "name": "Problem",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        },
    )
    company: None | RegisteredCompany = field(
        default=None,
        metadata={
            "name": "Company",
            "type": "Element",
            "namespace": "urn:simulator:company-register",
        },
    )


@dataclass(kw_only=True)
class PersonAnswer:
    class Meta:
        target_namespace = "urn:simulator:population-register"

    problem: None | SourceProblem = field(
        default=None,
        metadata={
            "name": "Problem",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        },
    )
    person: None | RegisteredPerson = field(
        default=None,
        metadata={
            "name": "Person",
            "type": "Element",
            "namespace": "urn:simulator:population-register",
        },
    )


@dataclass(kw_only=True)
class SecureMessage2:
    class Meta:
        name = "SecureMessage"
        target_namespace = "http://minameddelanden.gov.se/schema/Message/v3"

    header: MessageHeader2 = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        }
    )
    body: MessageBody = field(
        metadata={
            "name": "Body",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        }
    )
    attachment: list[Attachment] = field(
        default_factory=list,
        metadata={
            "name": "Attachment",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        },
    )


@dataclass(kw_only=True)
class DistributeRequest:
    class Meta:
        name = "distributeRequest"
        namespace = "http://minameddelanden.gov.se/schema/Notification/v2"

    notification_delivery: NotificationDelivery2 = field(
        metadata={
            "name": "notificationDelivery",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class NotificationMessage3:
    class Meta:
        name = "NotificationMessage"
        target_namespace = (
            "http://minameddelanden.gov.se/schema/Notification/v3"
        )

    header: MessageHeader2 = field(
        metadata={
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
        }
    )
    body: MessageBody = field(
        metadata={
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
        }
    )


@dataclass(kw_only=True)
class Notify1:
    class Meta:
        name = "notify"
        namespace = "http://minameddelanden.gov.se/schema/Service/v2"

    notify: NotificationDelivery2 = field(
        metadata={
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class NotifyResponse:
    class Meta:
        name = "notifyResponse"
        namespace = "http://minameddelanden.gov.se/schema/Service/v3"

    return_value: NotifyResult2 = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class ReferenceType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    transforms: None | Transforms = field(
        default=None,
        metadata={
            "name": "Transforms",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        },
    )
    digest_method: DigestMethod = field(
        metadata={
            "name": "DigestMethod",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    digest_value: DigestValue = field(
        metadata={
            "name": "DigestValue",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )
    uri: None | str = field(
        default=None,
        metadata={
            "name": "URI",
            "type": "Attribute",
        },
    )
    type_value: None | str = field(
        default=None,
        metadata={
            "name": "Type",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class RetrievalMethodType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    transforms: None | Transforms = field(
        default=None,
        metadata={
            "name": "Transforms",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        },
    )
    uri: None | str = field(
        default=None,
        metadata={
            "name": "URI",
            "type": "Attribute",
        },
    )
    type_value: None | str = field(
        default=None,
        metadata={
            "name": "Type",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class GetCompaniesOfResponse:
    class Meta:
        name = "getCompaniesOfResponse"
        namespace = "urn:simulator:company-register"

    return_value: CompaniesAnswer = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class GetCompanyResponse:
    class Meta:
        name = "getCompanyResponse"
        namespace = "urn:simulator:company-register"

    return_value: CompanyAnswer = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class GetPersonResponse:
    class Meta:
        name = "getPersonResponse"
        namespace = "urn:simulator:population-register"

    return_value: PersonAnswer = field(
        metadata={
            "name": "return",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class SecureDelivery3:
    class Meta:
        name = "SecureDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Message/v3"

    header: SecureDeliveryHeader = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        }
    )
    message: list[SecureMessage2] = field(
        default_factory=list,
        metadata={
            "name": "Message",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
            "min_occurs": 1,
        },
    )


@dataclass(kw_only=True)
class NotificationDelivery3:
    class Meta:
        name = "NotificationDelivery"
        target_namespace = (
            "http://minameddelanden.gov.se/schema/Notification/v3"
        )

    header: DeliveryHeader = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
        }
    )
    message: NotificationMessage3 = field(
        metadata={
            "name": "Message",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
        }
    )
    email_message: None | EmailMessage = field(
        default=None,
        metadata={
            "name": "EmailMessage",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
        },
    )
    sms_message: None | SmsMessage = field(
        default=None,
        metadata={
            "name": "SmsMessage",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Notification/v3",
        },
    )


@dataclass(kw_only=True)
class Reference(ReferenceType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class RetrievalMethod(RetrievalMethodType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class Distribute:
    class Meta:
        name = "distribute"
        namespace = "http://minameddelanden.gov.se/schema/Notification/v3"

    notification_delivery: NotificationDelivery3 = field(
        metadata={
            "name": "notificationDelivery",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class Notify2:
    class Meta:
        name = "notify"
        namespace = "http://minameddelanden.gov.se/schema/Service/v3"

    notify: NotificationDelivery3 = field(
        metadata={
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class KeyInfoType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )
    content: list[object] = field(
        default_factory=list,
        metadata={
            "type": "Wildcard",
            "namespace": "##any",
            "mixed": True,
            "choices": (
                {
                    "name": "KeyName",
                    "type": KeyName,
                    "namespace": "http://www.w3.org/2000/09/xmldsig#",
                },
                {
                    "name": "KeyValue",
                    "type": KeyValue,
                    "namespace": "http://www.w3.org/2000/09/xmldsig#",
                },
                {
                    "name": "RetrievalMethod",
                    "type": RetrievalMethod,
                    "namespace": "http://www.w3.org/2000/09/xmldsig#",
                },
                {
                    "name": "X509Data",
                    "type": X509Data,
                    "namespace": "http://www.w3.org/2000/09/xmldsig#",
                },
                {
                    "name": "PGPData",
                    "type": Pgpdata,
                    "namespace": "http://www.w3.org/2000/09/xmldsig#",
                },
                {
                    "name": "SPKIData",
                    "type": Spkidata,
                    "namespace": "http://www.w3.org/2000/09/xmldsig#",
                },
                {
                    "name": "MgmtData",
                    "type": MgmtData,
                    "namespace": "http://www.w3.org/2000/09/xmldsig#",
                },
            ),
        },
    )


@dataclass(kw_only=True)
class ManifestType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    reference: list[Reference] = field(
        default_factory=list,
        metadata={
            "name": "Reference",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "min_occurs": 1,
        },
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class SignedInfoType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    canonicalization_method: CanonicalizationMethod = field(
        metadata={
            "name": "CanonicalizationMethod",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    signature_method: SignatureMethod = field(
        metadata={
            "name": "SignatureMethod",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    reference: list[Reference] = field(
        default_factory=list,
        metadata={
            "name": "Reference",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
            "min_occurs": 1,
        },
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class KeyInfo(KeyInfoType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class Manifest(ManifestType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class SignedInfo(SignedInfoType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class SignatureType:
    class Meta:
        target_namespace = "http://www.w3.org/2000/09/xmldsig#"

    signed_info: SignedInfo = field(
        metadata={
            "name": "SignedInfo",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    signature_value: SignatureValue = field(
        metadata={
            "name": "SignatureValue",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    key_info: None | KeyInfo = field(
        default=None,
        metadata={
            "name": "KeyInfo",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        },
    )
    object_value: list[Object] = field(
        default_factory=list,
        metadata={
            "name": "Object",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        },
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class Signature(SignatureType):
    class Meta:
        namespace = "http://www.w3.org/2000/09/xmldsig#"


@dataclass(kw_only=True)
class SignedDelivery2:
    class Meta:
        name = "SignedDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Message/v2"

    delivery: SecureDelivery2 = field(
        metadata={
            "name": "Delivery",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v2",
        }
    )
    signature: Signature = field(
        metadata={
            "name": "Signature",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class SignedDelivery3:
    class Meta:
        name = "SignedDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Message/v3"

    delivery: SecureDelivery3 = field(
        metadata={
            "name": "Delivery",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        }
    )
    signature: Signature = field(
        metadata={
            "name": "Signature",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class SignedDelivery1:
    class Meta:
        name = "SignedDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    delivery: SecureDelivery1 = field(
        metadata={
            "name": "Delivery",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    signature: Signature = field(
        metadata={
            "name": "Signature",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class Receipt:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Receipt"

    message_id: str = field(
        metadata={
            "name": "MessageId",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Receipt",
        }
    )
    receipt_recipient: str = field(
        metadata={
            "name": "ReceiptRecipient",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Receipt",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    receipt_sender: str = field(
        metadata={
            "name": "ReceiptSender",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Receipt",
            "pattern": r"(16\d{10})|((18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{4})|((18|19|20)\d{2}(0[1-9]|1[0-2])(\d{2})\d{4})",
        }
    )
    acknowledged_time: XmlDate = field(
        metadata={
            "name": "AcknowledgedTime",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Receipt",
        }
    )
    signature: None | Signature = field(
        default=None,
        metadata={
            "name": "Signature",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        },
    )


@dataclass(kw_only=True)
class ReplyDelivery:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Reply"

    header: DeliveryHeader = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Reply",
        }
    )
    reply_message: SecureMessage1 = field(
        metadata={
            "name": "ReplyMessage",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Reply",
        }
    )
    reply_time: XmlDate = field(
        metadata={
            "name": "ReplyTime",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Reply",
        }
    )
    signature: Signature = field(
        metadata={
            "name": "Signature",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )


@dataclass(kw_only=True)
class SealedDelivery2:
    class Meta:
        name = "SealedDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Message/v2"

    signed_delivery: SignedDelivery2 = field(
        metadata={
            "name": "SignedDelivery",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v2",
        }
    )
    seal: Seal = field(
        metadata={
            "name": "Seal",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v2",
        }
    )
    signature: Signature = field(
        metadata={
            "name": "Signature",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class DistributeSecure1:
    class Meta:
        name = "distributeSecure"
        namespace = "http://minameddelanden.gov.se/schema/Message/v2"

    signed_delivery: SignedDelivery2 = field(
        metadata={
            "name": "signedDelivery",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class SealedDelivery3:
    class Meta:
        name = "SealedDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Message/v3"

    signed_delivery: SignedDelivery3 = field(
        metadata={
            "name": "SignedDelivery",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        }
    )
    seal: Seal = field(
        metadata={
            "name": "Seal",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message/v3",
        }
    )
    signature: Signature = field(
        metadata={
            "name": "Signature",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class DistributeSecure2:
    class Meta:
        name = "distributeSecure"
        namespace = "http://minameddelanden.gov.se/schema/Message/v3"

    signed_delivery: SignedDelivery3 = field(
        metadata={
            "name": "signedDelivery",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class SealedDelivery1:
    class Meta:
        name = "SealedDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    signed_delivery: SignedDelivery1 = field(
        metadata={
            "name": "SignedDelivery",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    seal: Seal = field(
        metadata={
            "name": "Seal",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    signature: Signature = field(
        metadata={
            "name": "Signature",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )
    id: None | str = field(
        default=None,
        metadata={
            "name": "Id",
            "type": "Attribute",
        },
    )


@dataclass(kw_only=True)
class SealedReplyDelivery:
    class Meta:
        target_namespace = "http://minameddelanden.gov.se/schema/Reply"

    signed_delivery: ReplyDelivery = field(
        metadata={
            "name": "SignedDelivery",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Reply",
        }
    )
    seal: Seal = field(
        metadata={
            "name": "Seal",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Reply",
        }
    )
    signature: Signature = field(
        metadata={
            "name": "Signature",
            "type": "Element",
            "namespace": "http://www.w3.org/2000/09/xmldsig#",
        }
    )


@dataclass(kw_only=True)
class ForwardDelivery1:
    class Meta:
        name = "ForwardDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Message"

    header: DeliveryHeader = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    message: ForwardMessage = field(
        metadata={
            "name": "Message",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    orginal_delivery: SealedDelivery1 = field(
        metadata={
            "name": "OrginalDelivery",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        }
    )
    message_id_to_forward: None | str = field(
        default=None,
        metadata={
            "name": "MessageIdToForward",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Message",
        },
    )


@dataclass(kw_only=True)
class DeliverSecure1:
    class Meta:
        name = "deliverSecure"
        namespace = "http://minameddelanden.gov.se/schema/Service/v2"

    deliver_secure: SealedDelivery2 = field(
        metadata={
            "name": "deliverSecure",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class ForwardDelivery2:
    class Meta:
        name = "ForwardDelivery"
        target_namespace = "http://minameddelanden.gov.se/schema/Service/v3"

    header: DeliveryHeader = field(
        metadata={
            "name": "Header",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Service/v3",
        }
    )
    message: ForwardMessage = field(
        metadata={
            "name": "Message",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Service/v3",
        }
    )
    orginal_delivery: SealedDelivery3 = field(
        metadata={
            "name": "OrginalDelivery",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Service/v3",
        }
    )
    message_id_to_forward: None | str = field(
        default=None,
        metadata={
            "name": "MessageIdToForward",
            "type": "Element",
            "namespace": "http://minameddelanden.gov.se/schema/Service/v3",
        },
    )


@dataclass(kw_only=True)
class DeliverSecure2:
    class Meta:
        name = "deliverSecure"
        namespace = "http://minameddelanden.gov.se/schema/Service/v3"

    deliver_secure: SealedDelivery3 = field(
        metadata={
            "name": "deliverSecure",
            "type": "Element",
        }
    )


@dataclass(kw_only=True)
class DeliverForward:
    class Meta:
        name = "deliverForward"
        namespace = "http://minameddelanden.gov.se/schema/Service/v3"

    forward_message: ForwardDelivery2 = field(
        metadata={
            "name": "forwardMessage",
            "type": "Element",
        }
    )

"""What the register answers while signatures are awaited."""

from contracts import authority, recipient_v3

OF_REGISTER = recipient_v3.RegisterResponse
INCOMPLETE, COMPLETE = authority.AuthorizationStatus.INCOMPLETE, authority.AuthorizationStatus.COMPLETE

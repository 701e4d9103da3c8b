"""The simulated e-legitimation: personal certificates, and signatures under agreement texts."""

from mailbox_ui.eid.signing import Flaw, Form, sign

__all__ = ["Flaw", "Form", "sign"]

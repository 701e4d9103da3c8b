"""The simulated e-legitimation: personal certificates, and signatures under agreement texts."""

from mailbox_ui.eid.signing import Flaw, SignatureForm, read_subject, sign_text, signature_xml

__all__ = ["Flaw", "SignatureForm", "read_subject", "sign_text", "signature_xml"]

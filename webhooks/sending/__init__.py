"""Events are posted to their receivers: when, signed how, and to which addresses."""

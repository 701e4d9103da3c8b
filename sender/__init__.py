"""What senders do: compose, sign, seal, and deliver or hand over."""

"""The mail server of the gateway: its sessions with e-mail programs, and the answers to each step."""

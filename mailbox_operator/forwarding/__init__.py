"""Letters that holders send on: by e-mail, and to mailboxes of others with deliverForward."""

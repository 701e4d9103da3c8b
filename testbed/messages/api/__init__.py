"""Messages in mailboxes over REST: `/api/v1/messages`."""

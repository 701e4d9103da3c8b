"""REST of webhooks: subscriptions, and what each was told."""

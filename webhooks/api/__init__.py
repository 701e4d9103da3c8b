"""REST of webhooks: subscriptions and their events."""

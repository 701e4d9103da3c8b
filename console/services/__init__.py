"""What comes in and goes out in bulk: paper, print files, webhooks."""

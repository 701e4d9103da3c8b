"""People, companies, actors and operators on demand over REST."""

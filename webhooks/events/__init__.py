"""The events of subscriptions: what is written when a leg moves, its states, and how long it is kept."""

"""The console: what happens in the relay, and the buttons to change it, for those who test or show."""

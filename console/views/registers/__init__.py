"""Pages of what the registers hold: actors, operators, people, companies, accounts and consents."""

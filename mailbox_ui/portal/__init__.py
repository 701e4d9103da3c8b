"""minameddelanden.se: get a mailbox, choose and change its operator, close it, for oneself and for companies."""

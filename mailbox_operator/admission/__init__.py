"""What a delivery must fulfil to be let in: who sends it, for whom, with what in it."""

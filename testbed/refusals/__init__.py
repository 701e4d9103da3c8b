"""What each refusal means: a page per code and per reason, written from the places where refusals are made."""

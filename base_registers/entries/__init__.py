"""The entries of both registers as testers see and change them, and what an entry must fulfil."""

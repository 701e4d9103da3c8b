"""The task queue's own parts: a broker that needs no installing, hints to it, and its workers' sign of life."""

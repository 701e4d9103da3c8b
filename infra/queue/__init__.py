"""The task queue: a broker that needs no installation, wake-ups sent to it, and the heartbeat of its workers."""

"""The load of the benchmarks: a simulator to measure, what is in it, and what is sent to it."""

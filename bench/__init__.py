"""The benchmarks: `make bench`. They start the simulator as its users do and load it over mutual TLS."""

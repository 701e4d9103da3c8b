"""The console's pages from which testers steer: faults on demand, the clock, and letters that are held."""

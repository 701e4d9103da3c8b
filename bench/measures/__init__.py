"""The measures: each puts a load on a simulator and returns figures by name."""

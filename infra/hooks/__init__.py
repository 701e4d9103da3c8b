"""The places where testing tools join in: disruptions, reports of exchanges, and the registry of runs."""

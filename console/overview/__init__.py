"""The overview: the lanes, and the traffic of the day and the hour."""

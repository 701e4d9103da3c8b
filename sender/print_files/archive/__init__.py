"""What a print file looks like inside: the ZIP, its index, the lines. Knows neither database nor relay."""

"""The format of a print file: the ZIP, its index, the lines. It uses neither the database nor the relay."""

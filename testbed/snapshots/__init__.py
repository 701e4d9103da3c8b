"""The world in one file, and back; and a folder of files that is read at the start."""

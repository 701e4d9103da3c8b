"""The rules that a delivery must follow: about its sender, its recipients and its content."""

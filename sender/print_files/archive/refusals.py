"""What is wrong with a print file or with one of its lines, in Swedish and English."""


class Refused(Exception):
    """The file cannot be used as a whole, and why."""

    def __init__(self, swedish: str, english: str) -> None:
        super().__init__(english)
        self.reason = f"{swedish} | {english}"


class LineRefused(Exception):
    """One letter cannot be sent, and why. The others can."""

    def __init__(self, swedish: str, english: str) -> None:
        super().__init__(english)
        self.reason = f"{swedish} | {english}"

"""Names of people on demand, the same for the same number."""

from typing import Final

WOMEN: Final = ("Ada", "Britta", "Cecilia", "Doris", "Ebba", "Frida", "Greta", "Hilda", "Ida", "Jenny", "Karin")
MEN: Final = ("Axel", "Bertil", "Cesar", "David", "Erik", "Filip", "Gustav", "Hugo", "Ivar", "Jakob", "Kalle")
SURNAMES: Final = ("Provberg", "Testlund", "Exempelqvist", "Mallström", "Övningsson", "Försöksdal", "Skissgren")


def name_of(number: str) -> str:
    """A name for the person with this number. Its next to last digit is even for women."""
    order = int(number[4:11])
    first = WOMEN if int(number[10]) % 2 == 0 else MEN
    return f"{first[order % len(first)]} {SURNAMES[order % len(SURNAMES)]}"

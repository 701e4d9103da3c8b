"""http://minameddelanden.gov.se/schema/OfficialMatter/v3"""

from contracts._generated.messages import (
    OfficialMatterExtension as OfficialMatterExtension,
    OfficialMatterExtensionMatterStatus as OfficialMatterExtensionMatterStatus,
)

__all__ = [
    "OfficialMatterExtension",
    "OfficialMatterExtensionMatterStatus",
]

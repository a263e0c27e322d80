from enum import StrEnum


class Origin(StrEnum):
    PAGE = "page"
    PROPOSED = "proposed"

    def __str__(self) -> str:
        return str(self.value)

from enum import StrEnum


class RestRule(StrEnum):
    AT_LEAST_HOLD = "at_least_hold"
    EQUAL_HOLD = "equal_hold"
    FULL_RELEASE = "full_release"

    def __str__(self) -> str:
        return str(self.value)

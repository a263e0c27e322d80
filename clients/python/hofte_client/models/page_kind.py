from enum import StrEnum


class PageKind(StrEnum):
    EXERCISE = "exercise"
    KNOWLEDGE = "knowledge"
    PROGRAMME = "programme"
    TEST = "test"

    def __str__(self) -> str:
        return str(self.value)

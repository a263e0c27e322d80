from enum import StrEnum


class LoadKind(StrEnum):
    BAND = "band"
    BODYWEIGHT = "bodyweight"
    KG = "kg"
    PERCENT_1RM = "percent_1rm"
    RM = "rm"
    RPE = "rpe"

    def __str__(self) -> str:
        return str(self.value)

from enum import StrEnum


class Lang(StrEnum):
    DA = "da"
    EN = "en"
    NB = "nb"
    NN = "nn"
    SV = "sv"

    def __str__(self) -> str:
        return str(self.value)

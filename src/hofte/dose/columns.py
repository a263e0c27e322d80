"""Lets the head of a table say what the numbers under it count: "| Sæt | Gentagelser |" over "| 3 | 12 |"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hofte.dose.tokens import Token

#: What a head can say: the unit of a number, or a cue that goes before it.
_UNITS = ("set", "rep", "second", "minute", "kilogram", "rm", "rir", "per_day", "per_week", "times")
_CUES = ("rest", "hold", "tempo", "lasting", "rpe")
#: A number before one of these needs no head.
_OWN_UNIT = (*_UNITS, "percent", "percent_word", "degree", "degree_word", "hour")
_COUNTABLE = frozenset({"digits", "number", "numbers"})

Row = list[list[Token]]


def read_columns(tokens: Sequence[Token]) -> list[Token]:
    """Write the words of a table's head beside the numbers under it.

    Parameters
    ----------
    tokens : sequence of Token
        As :func:`hofte.dose.numbers.read_numbers` gives them.

    Returns
    -------
    list of Token
        The same, with tokens of no length where a head gives a number its meaning. Each row begins an item.
    """
    found: list[Token] = []
    head: Row = []
    for line in _lines(tokens):
        if not _is_row(line):
            head = head if _is_rule(line) else []
            found += line
            continue
        cells = _cells(line)
        if head:
            cells = [_headed(cell, head[n]) if n < len(head) else cell for n, cell in enumerate(cells)]
        elif _is_head(cells):
            head = cells
        else:
            cells = _paired(cells)
        found += [token for cell in cells for token in cell]
    return found


def _lines(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    line: list[Token] = []
    for token in tokens:
        line.append(token)
        if token.isa("line"):
            yield line
            line = []
    if line:
        yield line


def _is_row(line: list[Token]) -> bool:
    return any(token.isa("cell") for token in line) and not _is_rule(line)


def _is_rule(line: list[Token]) -> bool:
    """Whether it is the line of dashes below a head."""
    return all(token.isa("cell", "dash", "item", "colon", "line", "stop") for token in line)


def _is_head(cells: Row) -> bool:
    tokens = [token for cell in cells for token in cell]
    return any(token.isa(*_UNITS, *_CUES) for token in tokens) and not any(token.kinds & _COUNTABLE for token in tokens)


def _cells(line: list[Token]) -> Row:
    """The cells of a row, each with the bar before it; the first bar begins an item."""
    row: Row = [[]]
    for token in line:
        if token.isa("cell"):
            first = len(row) == 1 and not row[0]
            row.append([token._replace(kinds=token.kinds | {"item"}) if first else token])
        else:
            row[-1].append(token)
    return row


def _paired(cells: Row) -> Row:
    """Read "| Pause | 60 sek. |" as "Pause: 60 sek."."""
    if len(cells) not in (3, 4):
        return cells
    name, content = cells[1], cells[2]
    if not any(token.isa(*_UNITS, *_CUES) for token in name) or any(token.kinds & _COUNTABLE for token in name):
        return cells
    colon = [token._replace(kinds=frozenset({"colon"})) for token in content[:1]]
    return [cells[0], name, colon + content[1:], *cells[3:]]


def _headed(cell: list[Token], head: list[Token]) -> list[Token]:
    """Give the numbers of a cell the units of its head, in their order, and put its cue before them."""
    told = any(token.isa("times") for token in cell)  # "3 x 5" needs no head
    units = [] if told else [token for token in head if token.isa(*_UNITS) and token.text != "x"]
    cues = [token for token in head if token.isa(*_CUES) and not any(token.kinds & one.kinds for one in cell)]
    found: list[Token] = []
    for n, token in enumerate(cell):
        if not token.isa("number"):
            found.append(token)
            continue
        found += [cue._replace(start=token.start, end=token.start) for cue in cues[:1]]
        found.append(token)
        if not any(behind.isa(*_OWN_UNIT) for behind in cell[n + 1 : n + 2]):
            found += [unit._replace(start=token.end, end=token.end) for unit in units[:1]]
            units = units[1:]
        cues = cues[1:]
    return found

"""The report of analysed recordings: one page that needs nothing else, to read, to print, to send."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from hofte.recording.drawing import draw
from hofte.recording.many import Row
from hofte.recording.result import DISTRUSTED, Analysis, ChannelResult
from hofte.recording.say import Speaker

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; max-width: 60rem; margin: 2rem auto;
       padding: 0 1rem; }
h1, h2, h3 { line-height: 1.2; }
h2 { margin-top: 3rem; overflow-wrap: anywhere; }
figure { margin: 1rem 0; overflow-x: auto; }
figure svg { width: 100%; min-width: 36rem; height: auto; }
figcaption { position: sticky; left: 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-weight: bold; padding: .5rem 0; }
th, td { padding: .15rem .75rem; text-align: end; border-bottom: 1px solid #ccc; }
.wide { overflow-x: auto; }
.honest, .error { border-inline-start: .25rem solid #0b5563; padding-inline-start: .75rem; }
@media print { body { margin: 0; font-size: .8rem; } section + section { break-before: page; }
               tr, figure { break-inside: avoid; } }
"""


def report(rows: Sequence[Row[Analysis]], lang: str) -> str:
    """Write the report.

    Parameters
    ----------
    rows : sequence of Row
        Each with an analysis that has traces, or with its error.
    lang : str
        ``da``, ``nb``, ``nn``, ``sv``, ``en``.

    Returns
    -------
    str
        A page of HTML with its pictures in it, without a script.

    Raises
    ------
    PackageMissing
        If matplotlib is not installed.
    """
    speaker = Speaker(lang)
    said = speaker.words["report"]
    sections = "".join(_section(row, n, speaker) for n, row in enumerate(rows))
    return (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(said['title'])}</title><style>{_STYLE}</style></head>\n"
        f'<body><main><h1>{escape(said["title"])}</h1>\n<p class="honest">{escape(said["honest"])}</p>\n{sections}'
        "</main></body></html>\n"
    )


def _section(row: Row[Analysis], number: int, speaker: Speaker) -> str:
    said = speaker.words["report"]
    head = f"<section><h2>{escape(row.path.name)}</h2>\n"
    analysis = row.result
    if analysis is None:
        error = said["unreadable"].format(error=row.error)
        return f'{head}<p class="error">{escape(error)}</p></section>\n'
    notes = speaker.remarks(analysis.remarks)
    if analysis.error:
        notes.append(said["partly"].format(error=analysis.error))
    parts = [
        f"<p>{escape(speaker.made(analysis))}</p>\n",
        *(f'<p class="error">{escape(note)}</p>\n' for note in notes),
    ]
    parts += [
        _channel(channel, analysis.duration_s, speaker, f"r{number}c{place}")
        for place, channel in enumerate(analysis.channels)
    ]
    if together := speaker.together(analysis):
        parts.append(_list(speaker.words["together"]["title"], together))
    if analysis.marks:
        columns = [speaker.words["column"][name] for name in ("onset_s", "offset_s", "mark")]
        cells = [
            [speaker.clock(one.onset_s), speaker.clock(one.onset_s + one.duration_s), one.label]
            for one in analysis.marks
        ]
        parts.append(_table(said["marks"], columns, cells))
    return f"{head}{''.join(parts)}</section>\n"


def _channel(channel: ChannelResult, duration_s: float, speaker: Speaker, name: str) -> str:
    said = speaker.words
    kind = said["kind"][channel.kind]
    sentence = speaker.sentence(channel, duration_s)
    if any(found.problem in DISTRUSTED for found in channel.quality):
        sentence += f" {said['figure']['distrusted']}"
    svg = draw(channel, duration_s, speaker, name).replace(
        "<svg ", f'<svg role="img" aria-labelledby="{name}-said" ', 1
    )
    quality = speaker.quality(channel) or [said["report"]["clean"]]
    rows = [speaker.row(n, one, has_level=channel.has_level(one)) for n, one in enumerate(channel.contractions, 1)]
    return (
        f"<h3>{escape(channel.name)} ({escape(kind)})</h3>\n<p>{escape(speaker.scale(channel))}</p>\n"
        f'<figure>{svg}<figcaption id="{name}-said">{escape(sentence)}</figcaption></figure>\n'
        + _list(said["report"]["quality"], quality)
        + (_table(said["report"]["table"], speaker.columns(), rows) if rows else "")
    )


def _list(title: str, sentences: Sequence[str]) -> str:
    return f"<h4>{escape(title)}</h4><ul>{''.join(f'<li>{escape(one)}</li>' for one in sentences)}</ul>\n"


def _table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in columns)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
    return (
        f'<div class="wide" tabindex="0"><table><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>\n"
    )

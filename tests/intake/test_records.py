"""Data sets in JSON: free-exercise-db and wger, with licence and author of every text and picture."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hofte.core.errors import PageUnreadable
from hofte.intake.htmltext import markdown_of
from hofte.intake.rights import spdx
from hofte.intake.words import escaped, slug
from hofte.intake.written import page_text
from hofte.page.read import parse_page

from .conftest import Run, convert

PLANK = {
    "name": "Front hold",
    "force": "static",
    "level": "beginner",
    "mechanic": None,
    "equipment": "body only",
    "primaryMuscles": ["abdominals"],
    "secondaryMuscles": [],
    "instructions": ["Rest on 2 * forearms [and] toes.", "Hold for 30 seconds."],
    "category": "strength",
    "images": ["Front_hold/0.jpg"],
    "id": "Front_hold",
    "odd": {"kept": 1},
}
LIFT = {
    "id": 9,
    "uuid": "1b9c4f0e-0000-4000-8000-000000000001",
    "created": "2023-08-06T10:17:17.349574+02:00",
    "last_update_global": "2024-01-02T03:04:05+00:00",
    "category": {"id": 10, "name": "Legs"},
    "muscles": [{"id": 8, "name": "Gluteus maximus", "name_en": "Glutes"}],
    "muscles_secondary": [{"id": 11, "name": "Biceps femoris", "name_en": ""}],
    "equipment": [{"id": 8, "name": "Bench"}],
    "license": {"id": 1, "short_name": "CC-BY-SA 3", "full_name": "x", "url": "y"},
    "license_author": "ann",
    "images": [
        {"image": "https://w.example/1.png", "license": 2, "license_author": "pia", "is_main": True},
        {"image": "https://w.example/2.png", "license": 77},
    ],
    "videos": [{"video": "https://w.example/1.mp4", "license": 4, "license_author": "per"}],
    "variation_group": "g1",
    "translations": [
        {"uuid": "t1", "name": "Hip lift", "language": 2, "license": 2, "license_author": "eva",
         "description": "<p>Lie <strong>down</strong>.</p><ol><li>Lift.</li><li>Lower.</li></ol>",
         "aliases": [{"alias": "Bridge"}], "notes": [{"comment": "Breathe out."}], "author_history": ["eva", "ann"]},
        {"uuid": "t2", "name": "Hofteløft", "language": 11, "license": None,
         "description": "Løft hofta frå golvet, ikkje svai."},
        {"uuid": "t3", "name": "Hüftheben", "language": 1, "description": "Heben."},
        {"uuid": "t4", "name": "Höftlyft", "language": {"short_name": "sv"}, "description": "<br>"},
    ],
}  # fmt: skip


def fed(value: Any) -> Any:
    return convert("free-exercise-db", json.dumps(value), "exercises/Front_hold.json")


def wger(value: Any) -> Any:
    return convert("wger", json.dumps(value), "exerciseinfo.json")


def test_free_exercise_db_becomes_a_page() -> None:
    (page,) = fed(PLANK).pages
    assert (page.lang, page.slug) == ("en", "front-hold")
    assert page.body == "1. Rest on 2 * forearms \\[and\\] toes.\n2. Hold for 30 seconds."
    assert page.meta["pictures"] == [
        {"src": "Front_hold/0.jpg", "alt": "Front hold", "license": "unknown", "published": False}
    ]
    assert (page.meta["license"], page.meta["equipment"]) == ("Unlicense", ["body only"])
    assert page.meta["muscle_group"] == ["abdominals"]
    assert page.meta["site"] == {"odd": {"kept": 1}}
    assert "published" not in page.meta
    read = parse_page(page_text(page))
    assert [item.text for item in read.sections[0].blocks[0].items] == [
        "Rest on 2 * forearms [and] toes.",
        "Hold for 30 seconds.",
    ]


def test_the_whole_data_set_in_one_list() -> None:
    made = fed([PLANK, {**PLANK, "id": "B", "instructions": []}, 3, {"name": "x"}])
    assert [page.slug for page in made.pages] == ["front-hold", "b"]
    assert sorted(one.code for one in made.findings) == ["no-exercise", "no-instructions"]


def test_wger_becomes_a_page_in_each_language() -> None:
    made = wger({"count": 1, "next": None, "results": [LIFT]})
    assert [(page.lang, page.slug) for page in made.pages] == [
        ("en", "hip-lift"),
        ("nn", "hofteloeft"),
        ("sv", "hoftlyft"),
    ]
    english, norwegian, _ = made.pages
    assert english.body == "Lie **down**.\n\n1. Lift.\n2. Lower.\n\n- Breathe out."
    assert (english.meta["license"], english.meta["author"]) == ("CC-BY-SA-4.0", "eva")
    assert (norwegian.meta["license"], norwegian.meta["author"]) == ("CC-BY-SA-3.0", "ann")
    assert english.meta["contributors"] == ["eva", "ann"]
    assert english.meta["alternative_titles"] == ["Bridge"]
    assert (english.meta["muscle_group"], english.meta["secondary_muscles"]) == (["Glutes"], ["Biceps femoris"])
    assert (english.meta["equipment"], english.meta["categories"]) == (["Bench"], ["Legs"])
    assert english.meta["source"]["uuid"] == LIFT["uuid"]
    assert english.meta["site"] == {"variation_group": "g1"}
    assert [(one["license"], one.get("author"), one.get("published")) for one in english.meta["pictures"]] == [
        ("CC-BY-SA-4.0", "pia", None),
        ("unknown", None, False),
    ]
    assert english.meta["videos"] == [{"url": "https://w.example/1.mp4", "license": "CC-BY-4.0", "author": "per"}]
    assert [one.code for one in made.findings] == ["language-unknown", "no-instructions"]


def test_wger_without_a_licence_is_withheld() -> None:
    bare = {"uuid": "u", "translations": [{"name": "Lift", "language": 2, "description": "Lift it."}]}
    (page,) = wger([bare]).pages
    assert (page.meta["license"], page.meta["published"], page.meta["withheld"]) == (
        "unknown",
        False,
        ["license-unknown"],
    )


def test_wger_of_the_older_kind_and_more_pages() -> None:
    old = {key: value for key, value in LIFT.items() if key != "translations"} | {"exercises": LIFT["translations"]}
    made = wger({"next": "https://w.example/?offset=20", "results": [old, {"id": 3}]})
    assert len(made.pages) == 3
    assert {"more-pages", "no-exercise"} <= {one.code for one in made.findings}


@pytest.mark.parametrize("kind", ["wger", "free-exercise-db"])
@pytest.mark.parametrize(
    "raw", ["", "{", "[" * 100_000, "null", "[]", '{"results": 3}', '{"a": 1}', "\ud800", b"\xff\xfe"]
)
def test_what_is_no_data_set_is_refused_with_a_reason(kind: str, raw: str | bytes) -> None:
    with pytest.raises(PageUnreadable) as refused:
        convert(kind, raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw, "a.json")
    assert "a.json" in refused.value.message


def test_the_real_records_come_whole(shared: Path, run: Run) -> None:
    root = shared / "corpus" / "pages" / "free-exercise-db"
    outcomes = run(root, "free-exercise-db")
    assert len(outcomes) == len(list(root.glob("*.json")))
    for outcome in outcomes:
        record = json.loads((root / outcome.source).read_text(encoding="utf-8"))
        (page,) = convert("free-exercise-db", (root / outcome.source).read_bytes()).pages
        read = parse_page(page_text(page))
        items = [item.text for section in read.sections for block in section.blocks for item in block.items]
        assert len(items) == len(record["instructions"])
        assert read.findings == ()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("plain words", "plain words"),
        ("<p>A</p><p>B</p>", "A\n\nB"),
        ("<ul><li>A</li><li>B <em>c</em></li></ul>", "- A\n- B *c*"),
        ("<ol><li>A<ul><li>a</li></ul></li><li>B</li></ol>", "1. A\n   - a\n2. B"),
        ("A<br>B", "A  \nB"),
        ("<p><strong>Bold </strong>word</p>", "**Bold** word"),
        ("<b></b>x", "x"),
        ("1 * 2 &lt; 3 &amp; *4", "1 * 2 \\< 3 & \\*4"),
        ("<h3>Title</h3><p>x", "### Title\n\nx"),
        ("</li></ul><li>lonely", "- lonely"),
        ("<script>alert(1)</script>ok", "ok"),
    ],
)
def test_html_of_text_fields(html: str, words: str) -> None:
    assert markdown_of(html)[0] == words


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("CC-BY-SA 3", "CC-BY-SA-3.0"),
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc by-nc-nd 4.0", "CC-BY-NC-ND-4.0"),
        ("http://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("http://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0"),
        ("CC0", "CC0-1.0"),
        ("CC BY", "CC BY"),
        ("All rights reserved", "All rights reserved"),
        ("", ""),
    ],
)
def test_licences_by_their_spdx_names(said: str, name: str) -> None:
    assert spdx(said) == name


def test_names_and_plain_words() -> None:
    assert slug("Bækkenløft, let – ÅRE (2)") == "baekkenloeft-let-aare-2"
    assert slug("日本") == ""
    assert escaped("# no title") == "\\# no title"
    assert escaped("1. no list") == "1\\. no list"
    assert escaped("a\n b") == "a b"

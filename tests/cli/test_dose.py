"""`hofte dose`: text in, doses out."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Hofte = Callable[..., Result]
THRUST = "3 sæt af 12–15 gentagelser, hold toppen i 1 sekund"


def test_a_dose_is_said_with_its_words(hofte: Hofte) -> None:
    assert hofte("dose", "--lang", "da", stdin=THRUST).stdout.splitlines() == [
        "3 sæt af 12–15 gentagelser, hold 1 sekund",
        "  sets       “3 sæt”",
        "  reps       “12–15 gentagelser”",
        "  hold_s     “1 sekund”",
    ]


def test_no_dose_is_said_too(hofte: Hofte) -> None:
    assert hofte("dose", "--lang", "da", stdin="Vægtstangen vejer 20 kg.").stdout == "ingen dosis\n"


def test_json_holds_spans_in_the_text(hofte: Hofte) -> None:
    read = json.loads(hofte("dose", "--json", "--lang", "da", stdin=THRUST).stdout)
    assert read["lang"] == "da"
    (dose,) = read["doses"]
    assert (dose["sets"], dose["reps"], dose["sure"]) == ([3, 3], [12, 15], True)
    assert {name: THRUST[start:end] for name, (start, end) in dose["spans"].items()}["reps"] == "12–15 gentagelser"


def test_jsonl_is_the_corpus_form_line_by_line(hofte: Hofte) -> None:
    lines = [
        {"id": "a", "lang": "da", "text": THRUST},
        {"id": "b", "lang": "en", "text": "The bar weighs 20 kg.\nNo dose."},
        {"id": 7, "text": "Hold the stretch for 30 seconds, three times on each side."},
    ]
    stdin = "\n".join(json.dumps(line) for line in lines) + "\n\n"
    a, b, c = map(json.loads, hofte("dose", "--jsonl", stdin=stdin).stdout.splitlines())
    assert (a["id"], list(a)) == ("a", ["id", "doses"])
    assert a["doses"][0]["reps"] == [12, 15]
    assert "spans" not in a["doses"][0]
    assert b == {"id": "b", "doses": []}
    assert (c["id"], c["doses"][0]["hold_s"], c["doses"][0]["per_side"]) == (7, [30, 30], True)


@pytest.mark.parametrize(
    ("args", "stdin", "problem"),
    [
        (["--jsonl"], '{"id": 1, "lang": "da", "text": "x"}\n{"id": ', "standard input line 2: no JSON"),
        (["--jsonl"], '["text"]', "standard input line 1: no JSON object"),
        (["--jsonl"], '{"id": 1}', "standard input line 1: no text"),
        (["--jsonl"], "[" * 100_000, "standard input line 1: no JSON"),
        (["--jsonl"], b'{"text": "\xe6"}', "standard input line 1: no JSON"),
        (["--jsonl"], '{"lang": "xx", "text": "hold"}', "line 1: no words for the language 'xx'"),
        (["--lang", "xx"], "hold", "standard input: no words for the language 'xx'"),
        ([], "1 2 3", "standard input: the language cannot be told"),
        ([], b"\xff", "standard input line 1: byte 0xff is not UTF-8"),
    ],
)
def test_bad_input_says_where(hofte: Hofte, args: list[str], stdin: str, problem: str) -> None:
    result = hofte("dose", *args, stdin=stdin)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert "→" in result.stderr


def test_a_bad_line_does_not_keep_the_others_back(hofte: Hofte) -> None:
    result = hofte("dose", "--jsonl", stdin=f'{{"id": \n{json.dumps({"id": "b", "lang": "da", "text": THRUST})}\n')
    assert (result.exit_code, json.loads(result.stdout)["id"]) == (2, "b")


def test_half_a_character_comes_back_as_it_was_sent(hofte: Hofte) -> None:
    line = '{"id": "\\ud800", "lang": "da", "text": "3 sæt \\ud800 af 10"}'
    assert json.loads(hofte("dose", "--jsonl", stdin=line).stdout)["id"] == "\ud800"


def test_the_corpus_is_read_as_its_scorer_wants(hofte: Hofte, shared: Path, tmp_path: Path) -> None:
    gold = shared / "corpus" / "dose-dev.jsonl"
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(hofte("dose", "--jsonl", stdin=gold.read_bytes()).stdout, encoding="utf-8")
    scorer = [sys.executable, shared / "corpus" / "score_dose.py", gold, predicted, "--min-f1", "0.85"]
    done = subprocess.run(scorer, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

"""The data against the rule book: ids, strength, sources, and every number."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from hofte.rules.catalogue import rule, rules, sources

_ROW = re.compile(r"\| ([A-Z]{2}\d\d) \| (.*) \| (.*?) \| (.*?) \| (.*?) \|$")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_MARKS = {"✓": "seen", "~": "partly", "m": "memory", "calc": "calc", "D": "design", "L": "law"}

#: What the rule book says in words, elsewhere on the page, or by the shape of the rule ("at least as long").
SAID_IN_WORDS: dict[str, set[float]] = {
    "PF04": {7}, "PF06": {1}, "PF15": {0}, "PF17": {2}, "PF27": {1, 4}, "PN02": {0, 1}, "PN05": {0},
    "VD01": {0.75, 2.121, 2.772, 4, 7}, "VD03": {1.048, 1.386, 2.772}, "VD04": {6, 24}, "VD06": {0.8},
    "BH02": {6}, "BH04": {1}, "BH05": {1}, "BH08": {1},
}  # fmt: skip
#: Numbers of the text that are none of the rule's: years, what a name carries, bounds that others imply, telephones.
NO_NUMBER_OF_THE_RULE: dict[str, set[float]] = {
    "PF09": {3}, "PF16": {1, 4, 1991, 2013}, "PF20": {10, 60}, "PF25": {11}, "HF02": {60}, "HF03": {2, 5, 20, 40},
    "ST06": {1}, "PN01": {0, 10}, "RG03": {11}, "PM07": {2015, 2024}, "PM10": {0}, "VD03": {1, 1.05, 2.77, 3, 7},
    "VD04": {3}, "VD10": {1}, "BH03": {9, 29},
    "RF14": {111, 112, 113, 999, 1177, 1813, 116117, 70110707, 70113131, 70150300},
}  # fmt: skip
#: Named numbers and where the rule book has them.
NAMED = [
    ("PF01", r">=(\d+) contractions per set, (\d+) sets/day, >=(\d+) weeks", "min_reps min_sets_per_day min_weeks"),
    ("PF02", r"\(UI\) (\d+); prolapse (\d+)", "stress_or_mixed_incontinence_min_weeks prolapse_min_weeks"),
    ("PF02", r"faecal incontinence with prolapse (\d+)", "faecal_incontinence_with_prolapse_min_weeks"),
    ("PF03", r">=(\d+) reviews", "min_reviews"),
    ("PF04", r"(\d+)-(\d+) near-maximal holds of (\d+)-(\d+) s", "reps_low reps_high hold_low_s hold_high_s"),
    ("PF04", r"(\d+)-(\d+) quick", "quick_per_hold_low quick_per_hold_high"),
    ("PF04", r"(\d+) sets/day.*<(\d+)-(\d+) days", "sets_per_day min_days_per_week_low min_days_per_week_high"),
    ("PF05", r"after (\d+) months: (\d+) days/week", "after_months days_per_week"),
    ("PF07", r"= (\d) x hold \(e\.g\. (\d+) s/(\d+) s\)", "rest_per_hold example_hold_s example_rest_s"),
    ("PF07", r"later (\d):1", "later_rest_per_hold"),
    ("PF08", r"(\d+) < hold_s <= (\d+)", "min_hold_s max_hold_s"),
    ("PF08", r"longest hold \((\d+)-(\d+) s\)", "min_start_hold_s max_start_hold_s"),
    ("PF09", r"hold \(<=(\d+) s\).*hold \(<=(\d+)\).*row \(<=(\d+)\)", "max_hold_s max_repeats max_quick"),
    ("PF09", r"target (\d+) x (\d+) s and (\d+) quick", "target_repeats target_hold_s target_quick"),
    ("PF10", r"Power (\d)-(\d)", "min_power max_power"),
    ("PF11", r"(\d) x (\d+) quick.*<=(\d)-(\d) s on", "sets reps on_s max_on_s"),
    ("PF12", r"(\d) x \(<=(\d+) s", "reps max_hold_s"),
    ("PF12", r"at (\d+) s = (\d+) s work, (\d+) s total", "example_hold_s example_work_s example_total_s"),
    ("PF13", r"(\d+) % slow, (\d+) % fast", "slow_fibres_percent fast_fibres_percent"),
    ("ST03", r"novice (\d+)-(\d+)RM", "novice_rm_low novice_rm_high"),
    ("ST03", r"RM, (\d)-(\d) days", "novice_days_per_week_low novice_days_per_week_high"),
    ("ST03", r"intermediate (\d)-(\d)", "intermediate_days_per_week_low intermediate_days_per_week_high"),
    ("ST03", r"advanced (\d)-(\d)", "advanced_days_per_week_low advanced_days_per_week_high"),
    ("ST03", r"loads (\d)-(\d)RM", "heavy_rm_low heavy_rm_high"),
    ("ST04", r"\+(\d+)-(\d+) %", "min_step_percent max_step_percent"),
    ("ST04", r"once (\d)-(\d) reps", "extra_reps_low extra_reps_high"),
    ("ST05", r"<= (\d+) %\.", "max_step_percent"),
    ("ST05", r"(\d+) kg \+ ([\d.]+) = ([\d.]+) %", "blocked_load_kg example_step_kg blocked_step_percent"),
    ("ST05", r"(\d+) -> ([\d.]+) allowed", "allowed_load_kg allowed_next_kg"),
    ("ST06", r"r/(\d+)\), Brzycki (\d+)w/\((\d+)-r\)", "epley_divisor_reps brzycki_numerator_reps brzycki_limit_reps"),
    ("ST06", r"r=(\d+); valid r (\d+)-(\d+)", "equal_at_reps min_reps max_reps"),
    ("ST07", r"pain >(\d).*<(\d+) weeks", "max_pain min_weeks_after_birth"),
    ("ST08", r"RPE = (\d+) - RIR; default stop at (\d)-(\d) RIR", "rpe_at_failure stop_rir_low stop_rir_high"),
    ("ST08", r"ignore RIR > (\d)", "max_rir"),
    ("PN01", r"<=(\d) go, (\d)-(\d) acceptable", "max_go acceptable_low max_acceptable"),
    ("PN01", r"\(<=(\d), (\d)-(\d), >5\)", "lenient_max_go lenient_acceptable_low lenient_max_acceptable"),
    ("RF01", r"pain >(\d).*every (\d) weeks", "max_pain interval_weeks"),
    ("VD04", r"(\d+) % \(1 vs 1, once\)", "single_once_percent"),
    ("VD04", r"(\d+) % \(weekly x (\d+)\)", "single_weekly_percent simulated_weeks"),
    ("VD04", r"(\d+) % \(weekly, two running\)", "single_weekly_two_running_percent"),
    ("VD04", r"([\d.]+) % \(3 vs 3, once\), ([\d.]+) %", "triple_once_percent triple_weekly_percent"),
    ("VD05", r">=(\d) baseline.*>=(\d) follow-up", "min_baseline_ratings min_followup_ratings"),
]  # fmt: skip


@pytest.fixture(scope="module")
def book(shared: Path) -> str:
    return (shared / "CLINICAL.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rows(book: str) -> dict[str, tuple[str, str, str]]:
    """Id → text, strength, sources."""
    found = (match for line in book.splitlines() if (match := _ROW.match(line.strip())))
    return {match[1]: (match[2], match[4], match[5]) for match in found}


def test_all_rules_of_the_book_are_there(rows: dict[str, tuple[str, str, str]]) -> None:
    assert len(rows) == 119
    assert set(rows) == {one.id for one in rules()}


def test_strength_and_marks_are_those_of_the_book(rows: dict[str, tuple[str, str, str]]) -> None:
    for one in rules():
        written = rows[one.id][1]
        strength = written[0] if written[0] in "ABCDL" else ""
        marks = {_MARKS[sign] for sign in re.findall(r"✓|~|m|calc|D|L", written[len(strength) :])}
        if strength == "D":
            marks.add("design")
        assert (one.strength, set(one.marks)) == (strength, marks), one.id


def test_sources_are_those_of_the_book(rows: dict[str, tuple[str, str, str]]) -> None:
    for one in rules():
        written = rows[one.id][2]
        keys = ("PAGE",) if written == "page itself" else tuple(re.findall(r"S\d+", written))
        assert one.sources == keys, one.id


def test_every_source_of_the_book_is_kept_with_its_doi(book: str) -> None:
    listed = re.findall(r"^- (S\d+) (.*)$", book, flags=re.MULTILINE)
    assert {key for key, _ in listed} == {key for key in sources() if key.startswith("S")}
    for key, text in listed:
        source = sources()[key]
        for doi in re.findall(r"doi (10\.[^\s;,]+?)(?=[\s;,)]|$)", text):
            assert doi in f"{source.doi} {source.citation}", key


def test_no_sentence_is_taken_over(rows: dict[str, tuple[str, str, str]]) -> None:
    """Facts carry over, sentences do not: no run of seven words is the book's (but lists, quotes, formulas)."""
    listed = {"RG02", "VD01", "VD09"}
    words = re.compile(r"[^\W\d_]+")
    for one in (one for one in rules() if one.id not in listed):
        ours, theirs = words.findall(one.text.lower()), " ".join(words.findall(rows[one.id][0].lower()))
        runs = (" ".join(ours[n : n + 7]) for n in range(len(ours) - 6))
        assert not [run for run in runs if run in theirs], one.id


@pytest.mark.parametrize("rule_id", [one.id for one in rules()])
def test_the_numbers_are_those_of_the_book(rows: dict[str, tuple[str, str, str]], rule_id: str) -> None:
    """As sets and both ways; shares may be fractions, and minutes may be seconds."""
    text = rows[rule_id][0].replace("600-woman", "600")
    told = {float(number) for number in _NUMBER.findall(text)} - NO_NUMBER_OF_THE_RULE.get(rule_id, set())
    kept = {abs(float(value)) for value in rule(rule_id).numbers.values()}
    asked = {value for value in kept if not {value, value * 100, value / 60} & told}
    assert asked <= SAID_IN_WORDS.get(rule_id, set())
    assert not {number for number in told if not {number, number / 100, number * 60} & kept}


@pytest.mark.parametrize(("rule_id", "pattern", "names"), NAMED)
def test_a_named_number_means_what_the_book_means(
    rows: dict[str, tuple[str, str, str]], rule_id: str, pattern: str, names: str
) -> None:
    found = re.search(pattern, rows[rule_id][0])
    assert found
    kept = [rule(rule_id).number(name) for name in names.split()]
    assert kept == [float(number) for number in found.groups()]


def test_pf19_never_works_more_than_half_of_the_time(rows: dict[str, tuple[str, str, str]]) -> None:
    assert "never > 50 %" in rows["PF19"][0]
    assert rule("PF19").number("max_duty_cycle") == 0.5
    assert rule("PF06").number("min_rest_per_hold") == 1.0


def test_st03_heavy_loads_rest_in_seconds(rows: dict[str, tuple[str, str, str]]) -> None:
    assert "3-5 min rest" in rows["ST03"][0]
    heavy = rule("ST03")
    assert (heavy.number("heavy_rest_low_s"), heavy.number("heavy_rest_high_s")) == (3 * 60, 5 * 60)


def test_vd01_numbers_give_the_vector_of_the_book(book: str) -> None:
    assert "| SD 2, r .75, 7 -> 4 | 1.0; 2.772; -2.121 (reliable) |" in book
    number = rule("VD01").number
    sem = number("example_sd") * math.sqrt(1 - number("example_r"))
    spread = math.sqrt(number("readings")) * sem
    assert sem == number("example_sem") == 1.0
    assert number("z95") * spread == pytest.approx(number("example_mdc95"), abs=5e-4)
    rci = (number("example_after") - number("example_before")) / spread
    assert rci == pytest.approx(number("example_rci"), abs=5e-4)


def test_vd03_numbers_give_the_vector_of_the_book(book: str) -> None:
    assert "| k = 1, 3, 4, 7 | 2.772, 1.600, 1.386, 1.048 |" in book
    for k in (1, 3, 4, 7):
        mdc = rule("VD01").number("z95") * math.sqrt(2 / k)
        assert rule("VD03").number(f"mdc95_of_{k}_per_sem") == pytest.approx(mdc, abs=5e-4)


def test_vd02_recomputes_what_was_published() -> None:
    number = rule("VD02").number
    assert 1.96 * math.sqrt(2) * number("nprs_sem_points") == pytest.approx(number("nprs_mdc95_points"), abs=0.05)


def test_vd04_planned_dates_and_vd06_probability(book: str) -> None:
    number = rule("VD04").number
    first, second = number("pelvic_floor_first_weeks"), number("pelvic_floor_second_weeks")
    assert f"for pelvic floor: week {first:g} and {second:g}" in book
    assert f"others: week {number('other_first_weeks'):g} and {number('other_second_weeks'):g}" in book
    assert f"P(change >= important) >= {rule('VD06').number('min_probability'):g}" in book


def test_es04_numbers_give_the_vector_of_the_book(book: str) -> None:
    assert "0.57 mA/cm² on 25 cm², 4.74 on 3 cm²" in book
    number = rule("ES04").number
    pulse_s = number("example_pulse_us") * 1e-6
    rms = number("example_ma") * math.sqrt(number("phases") * number("example_frequency_hz") * pulse_s)
    assert rms / number("example_large_cm2") == pytest.approx(number("example_large_ma_per_cm2"), abs=0.05)
    assert rms / number("example_small_cm2") == pytest.approx(number("example_small_ma_per_cm2"), abs=0.05)


def test_intended_purpose_stands_word_for_word(book: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "intended-purpose.md").read_text(encoding="utf-8")
    for mark in ("**Intended purpose (EN).** ", "**(DA)** ", "**(NO)** "):
        stated = book.split(mark)[1].split("\n")[0]
        assert stated.startswith("Hofte")
        assert stated in page

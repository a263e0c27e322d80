from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hofte.core.errors import PageUnreadable
from hofte.core.stored import from_json, to_json
from hofte.page.model import Block, Item, Page, Section
from hofte.page.read import MAX_LINES, parse_page, read_page
from hofte.page.text import MAX_BYTES

PAGES = Path(__file__).parent / "pages"
EXERCISE = (PAGES / "exercise.md").read_text(encoding="utf-8")
PLAIN = (PAGES / "plain.md").read_text(encoding="utf-8")


def section(page: Page, title: str) -> Section:
    return next(one for one in page.sections if one.heading and one.heading.text == title)


@pytest.fixture(scope="module")
def exercise() -> Page:
    return parse_page(EXERCISE, path="baekkenloeft.md")


def test_the_front_matter_is_kept_as_written(exercise: Page) -> None:
    assert exercise.title == "Bækkenløft: rolig begynderøvelse"
    assert exercise.meta["gallery"] == [{"url": "a.jpg"}, {"url": "b.jpg"}]
    assert (exercise.lang, exercise.lang_declared, exercise.kind) == ("da", True, "exercise")
    assert (exercise.published, exercise.updated) == (date(2025, 9, 13), date(2025, 10, 2))
    assert exercise.findings == ()


def test_steps_are_ordered_items_and_inner_lists_are_deeper(exercise: Page) -> None:
    (steps, _, _) = section(exercise, "Sådan gør du").blocks
    assert steps.ordered
    assert [(item.text, item.level, item.line) for item in steps.items] == [
        ("Læg dig på ryggen.", 0, 22),
        ("Pres hoften op, og hold toppen i 2 sekunder.", 0, 23),
        ("Knæene peger frem.", 1, 25),
    ]
    assert steps.items[1].source == "Pres hoften op,\n   og *hold toppen i 2 sekunder*."


def test_tables_have_a_header_and_rows_of_cells(exercise: Page) -> None:
    (_, _, table) = section(exercise, "Sådan gør du").blocks
    assert [cell.text for cell in table.header] == ["Variation", "Beskrivelse"]
    assert [[cell.text for cell in row] for row in table.rows] == [["Et ben", "Hold i 5 sekunder"], ["To | tre", "Let"]]
    assert table.rows[1][0].source == "To \\| tre"


def test_broken_emphasis_and_comments_leave_no_trace(exercise: Page) -> None:
    texts = [block.text for one in exercise.sections for block in one.blocks]
    assert "Antal gentagelser: 3 sæt af 12-15 gentagelser." in texts
    assert not any("99" in text for text in texts)
    assert "En øvelse for baller og baglår." in texts


def test_questions_come_from_front_matter_and_bare_lines(exercise: Page) -> None:
    declared, asked = exercise.questions
    assert (declared.question, declared.answer, declared.line) == ("Hvor ofte?", "Lav den 2-3 gange om ugen.", 13)
    assert "2-3 gange om ugen" in declared.span.of(exercise.text)
    assert (asked.question, asked.answer, asked.line) == ("Hvor længe skal jeg holde?", "Hold i 2 sekunder.", 35)
    assert asked.span.of(exercise.text) == "Hold i 2 sekunder."


def test_references_have_doi_and_year(exercise: Page) -> None:
    first, second = exercise.references
    assert (first.doi, first.year) == ("10.1000/abc.123", 2019)
    assert (second.doi, second.year) == ("", 2021)
    assert second.span.of(exercise.text) == "Jensen, B. Om baller. 2021."


def test_a_page_with_hardly_a_blank_line_has_a_block_for_each_line() -> None:
    page = parse_page(PLAIN)
    assert (page.title, page.lang, page.published) == ("Knip - to slags trening", "nb", date(2025, 12, 14))
    headings = [(one.heading.text, one.heading.level, one.heading.line) for one in page.sections if one.heading]
    assert headings == [
        ("Knip - to slags trening", 1, 1),
        ("Å slippe er halve jobben", 2, 4),
        ("To slags knip", 2, 6),
        ("Oppsummert", 2, 10),
    ]
    intro, programme = section(page, "To slags knip").blocks
    assert intro.text == "Et program kan se slik ut:"
    assert [item.line for item in programme.items] == [8, 9]
    assert not programme.ordered


def test_wrapped_paragraphs_are_no_plain_page() -> None:
    text = "Løft benet op og hold det der i fem\nsekunder, og sænk det så igen. Gør\ndet samme\nmed det andet ben\n"
    page = parse_page(text)
    assert [block.line for one in page.sections for block in one.blocks] == [1]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("Hvordan gør jeg?", True),
        ("**Hvordan gør jeg?**", True),
        ("Ved du hvordan? Sådan her. Godt?", False),
        ("- Hvordan gør jeg?", False),
        (
            "Hvad er det ene lille, nemme skridt, som du kan tage i dag, for at din ryg og hofte bliver stærkere igen?",
            False,
        ),
    ],
)
def test_a_question_on_its_own_line_acts_as_a_heading(line: str, is_heading: bool) -> None:
    page = parse_page(f"## Øvelser\n\n{line}\nLøft benet.\n")
    assert (len(page.sections) == 2) is is_heading


def test_questions_of_one_list_are_sisters() -> None:
    page = parse_page("## Øvelser\n\nHvordan?\nLøft.\n\nHvor længe?\nLidt.\n")
    assert [one.path for one in page.sections] == [(), ("Øvelser",), ("Øvelser",)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_only_move_spans(end: str, mark: str) -> None:
    text = mark + PLAIN.replace("\n", end)
    page = parse_page(text)
    same = parse_page(PLAIN)
    for one, other in zip(page.sections, same.sections, strict=True):
        assert [block.text for block in one.blocks] == [block.text for block in other.blocks]
        assert all(block.source == block.span.of(text) for block in one.blocks)
    assert page.title == same.title


def test_zero_width_spaces_stay_in_the_source_only() -> None:
    page = parse_page("## Dose\n\nGentag et par gange dagligt\u200b.\n")
    (block,) = page.sections[0].blocks
    assert block.text == "Gentag et par gange dagligt."
    assert block.source == "Gentag et par gange dagligt\u200b."


def test_a_comment_that_never_ends_is_found() -> None:
    page = parse_page("Løft benet op.\n\n<!-- 3 sæt\n\nafslut\n")
    assert [(one.code, one.line) for one in page.findings if one.code == "comment-open"] == [("comment-open", 3)]
    assert [block.text for one in page.sections for block in one.blocks] == ["Løft benet op."]


def test_only_so_many_lines_are_read() -> None:
    page = parse_page("a\n" * (MAX_LINES + 5))
    assert "page-too-long" in [one.code for one in page.findings]


def test_a_page_survives_json(exercise: Page) -> None:
    assert from_json(Page, to_json(exercise)) == exercise


def test_the_callers_language_comes_first() -> None:
    assert parse_page("Hold i 5 sekunder, og slip igen.", lang="nb").lang == "nb"


@pytest.mark.parametrize(
    ("meta", "title", "kind"),
    [
        ("kind: knowledge\nmuscle_group: [x]", "Squat", "knowledge"),
        ("muscle_group: [x]", "Squat", "exercise"),
        ("exercises: [Squat]", "Ben", "programme"),
        ("a: b", "Thomas-test", "test"),
        ("a: b", "Program for ben", "programme"),
        ("a: b", "Om ryggen", "knowledge"),
    ],
)
def test_the_kind_is_told(meta: str, title: str, kind: str) -> None:
    assert parse_page(f"---\ntitle: {title}\nlanguage: da\n{meta}\n---\nHej.\n").kind == kind


def test_a_kind_that_is_none_is_a_finding() -> None:
    page = parse_page("---\nkind: video\n---\nHej med dig og din ryg.\n")
    assert [one.code for one in page.findings] == ["kind-unknown"]


def test_missing_files_folders_and_binaries_are_unreadable(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes(b"# Hej\n\nb\xf8j")
    (tmp_path / "zero.md").write_bytes(b"# Hej\n\n\x00")
    (tmp_path / "large.md").write_bytes(b"a" * (MAX_BYTES + 1))
    for name, line in [("none.md", 0), ("latin.md", 3), ("zero.md", 3), ("large.md", 0), (".", 0)]:
        with pytest.raises(PageUnreadable) as caught:
            read_page(tmp_path / name)
        assert (caught.value.file, caught.value.line) == (tmp_path / name, line)
        assert caught.value.hint


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no endless file")
def test_a_file_without_end_is_unreadable() -> None:
    with pytest.raises(PageUnreadable, match="too large"):
        read_page(Path("/dev/zero"))


def test_a_file_keeps_its_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("\ufeff# Hej\r\n\r\nBøj.\r\n".encode())
    page = read_page(tmp_path / "a.md")
    assert page.text == "\ufeff# Hej\r\n\r\nBøj.\r\n"
    assert (page.title, page.path) == ("Hej", str(tmp_path / "a.md"))


def parts(page: Page) -> list[Block | Item]:
    blocks = [block for one in page.sections for block in one.blocks]
    cells = [cell for block in blocks for row in (block.header, *block.rows) for cell in row]
    return [*blocks, *cells, *(item for block in blocks for item in block.items)]


def test_every_part_is_what_its_span_covers(exercise: Page) -> None:
    assert len(parts(exercise)) > 15
    for part in parts(exercise):
        assert part.source == part.span.of(exercise.text)
        assert exercise.text.count("\n", 0, part.span.start) + 1 == part.line


@pytest.mark.parametrize(
    ("lang", "heading"),
    [
        ("da", "Referenceliste"),
        ("da", "📚 Kilder og videnskabelig litteratur"),
        ("da", "REFERENCER:"),
        ("nb", "Kilder og videre lesning"),
        ("nn", "Kjelder"),
        ("sv", "Källor och referenser"),
        ("en", "References and further reading"),
    ],
)
def test_references_under_any_of_their_headings(lang: str, heading: str) -> None:
    page = parse_page(f"# X\n\n## {heading}\n\n1. Berg (2019), 10.1000/a.b\n", lang=lang)
    assert [(one.doi, one.year) for one in page.references] == [("10.1000/a.b", 2019)]


@pytest.mark.parametrize("heading", ["Kilder til glæde", "Litteraturens historie", "Referencer i praksis"])
def test_a_heading_that_only_begins_like_references_lists_none(heading: str) -> None:
    assert parse_page(f"# X\n\n## {heading}\n\n1. Berg (2019)\n", lang="da").references == ()


@pytest.mark.parametrize("line", ["**Referencer**", "**Referencer:**", "__Kilder__"])
def test_a_bold_line_alone_can_head_the_references(line: str) -> None:
    page = parse_page(f"# X\n\nOrd.\n\n{line}\n\n1. Berg (2019)\n", lang="da")
    assert [one.text for one in page.references] == ["Berg (2019)"]
    assert [one.heading.text for one in page.sections if one.heading] == ["X", line.strip("*_:").rstrip(":")]


def test_values_of_the_front_matter_have_their_places() -> None:
    text = '---\ntitle: "Bro"\nfaq:\n  - question: Hvor?\n    answer: Her.\nreps: 12\nnothing:\n---\n\nOrd.\n'
    page = parse_page(text)
    words = {key: span.of(text) for key, span in page.meta_spans.items()}
    assert words == {"title": '"Bro"', "faq.0.question": "Hvor?", "faq.0.answer": "Her.", "reps": "12"}


@pytest.mark.parametrize("mark", ["", "- "])
def test_a_bold_question_and_its_answer_may_share_a_line(mark: str) -> None:
    text = f"# X\n\n## Spørgsmål\n\n{mark}**Hvor ofte?** To gange om *ugen*.\n"
    (question,) = parse_page(text, lang="da").questions
    assert (question.question, question.answer, question.line) == ("Hvor ofte?", "To gange om ugen.", 5)
    assert question.span.of(text) == "To gange om *ugen*."


def test_a_bold_question_without_an_answer_is_none() -> None:
    assert parse_page("# X\n\n- **Hvor ofte?**\n- Ord.\n", lang="da").questions == ()

"""Jekyll pages: front matter of every odd type, includes, links, kramdown, programmes; addresses and authors."""

from __future__ import annotations

from pathlib import Path

import pytest

from hofte.intake.kinds import KINDS
from hofte.intake.site import address, survey
from hofte.intake.written import page_text
from hofte.page.read import parse_page

from .conftest import BRIDGE, Run, convert, jekyll, states


def test_a_page_of_the_site_whole(site: Path, run: Run, tmp_path: Path) -> None:
    outcomes = {outcome.source: outcome for outcome in run(site)}
    assert set(outcomes) == {
        "README.md",
        "kontakt.html",
        "_exercises/bro.md",
        "_exercises/planke.md",
        "_posts/2021-03-04-om-broen.md",
    }
    assert [one.code for one in outcomes["README.md"].findings] == ["no-page"]
    assert [one.code for one in outcomes["kontakt.html"].findings] == ["no-markdown"]
    assert outcomes["_exercises/bro.md"].findings == ()
    assert (tmp_path / "out/da/bro.md").read_text(encoding="utf-8") == (
        "---\n"
        'title: "Bro"\n'
        'permalink: "/oevelse/bro/"\n'
        'muscle_group:\n  - "Baller"\n'
        'redirect_from:\n  - "/node/7"\n'
        'kind: "exercise"\n'
        'language: "da"\n'
        'last_modified_at: "2024-10-18T07:15:52Z"\n'
        "id: 7\n"
        "pictures:\n"
        '  - src: "/billeder/bro-0-320.jpg"\n    caption: "Bro"\n    license: "unknown"\n    published: false\n'
        '  - src: "/billeder/bro-0.jpg"\n    alt: "Broen fra siden"\n    title: "Bro"\n'
        '    license: "unknown"\n    published: false\n'
        'license: "unknown"\n'
        'author: "Anne Ager"\n'
        "published: false\n"
        'withheld:\n  - "license-unknown"\n'
        'source:\n  kind: "jekyll"\n  path: "_exercises/bro.md"\n'
        "---\n\n"
        "Læg dig på ryggen. [Planken](/oevelse/planke/) er den næste.\n\n"
        "**Antal gentagelser:** 3 sæt af 12 gentagelser.\n"
    )
    page = parse_page((tmp_path / "out/da/bro.md").read_text(encoding="utf-8"))
    assert (page.kind, page.lang, page.findings) == ("exercise", "da", ())


def test_settings_say_what_a_page_does_not(site: Path, run: Run, tmp_path: Path) -> None:
    run(site)
    post = parse_page((tmp_path / "out/da/om-broen.md").read_text(encoding="utf-8"))
    assert post.meta["author"] == "Bo Bakke"
    assert post.meta["permalink"] == "/om-broen/"
    assert post.meta["categories"] == ["Styrke"]
    assert str(post.published) == "2021-03-04"
    plank = parse_page((tmp_path / "out/da/planke.md").read_text(encoding="utf-8"))
    assert (plank.kind, plank.meta["permalink"]) == ("exercise", "/oevelse/planke/")


@pytest.mark.parametrize(
    ("front", "key", "value"),
    [
        ("redirect_from: [/a/, /b/]", "redirect_from", ["/a/", "/b/"]),
        ("tags:\n  - \n  - ben\n  -", "tags", ["ben"]),
        ("equipment: bænk", "equipment", ["bænk"]),
        ("id: 20210113114500", "id", 20210113114500),
        ("Title: Stort", "title", "Side"),
        ("seo_title: Lang", "seo_title", "Lang"),
        ("key: 20210818224100", "key", 20210818224100),
        ("faq:\n  - question: Hvor tit?\n    answer: |\n      To gange.\n", "faq",
         [{"question": "Hvor tit?", "answer": "To gange.\n"}]),
        ("last_modified_at: '2026-08-18T22:50:00Z'", "last_modified_at", "2026-08-18T22:50:00Z"),
        ("date: 18. oktober 2024", "date", "2024-10-18"),
        ("toc: true\nclasses: wide", "site", {"toc": True, "classes": "wide"}),
        ("video:\n  provider: youtube\n  id: abc", "videos",
         [{"provider": "youtube", "id": "abc", "license": "unknown"}]),
        ("license: https://creativecommons.org/licenses/by-sa/4.0/deed.da", "license", "CC-BY-SA-4.0"),
        ("author: {name: Kit, url: x}", "author", "Kit"),
        ("published: false", "withheld", ["published", "license-unknown"]),
        ("license: All rights reserved", "withheld", ["license-unclear"]),
        ("copyright: © Klinik Nord", "license", "© Klinik Nord"),
        ("excerpt: {a: b}", "site", {"excerpt": {"a": "b"}}),
        ("figure: on-back", "figure", "on-back"),
    ],
)  # fmt: skip
def test_front_matter_of_every_type(front: str, key: str, value: object) -> None:
    made = jekyll("Tekst.\n", f"title: Side\nlanguage: da\n{front}")
    assert made.meta[key] == value
    assert made.findings == ()
    read = parse_page(page_text(made.page)).meta[key]
    assert read == value


def test_nothing_that_front_matter_says_is_lost() -> None:
    front = (
        "title: A\nh1: B\nmetaTitle: C\nlastUpdated: 13/09/2025\nupdated: 2024-01-01\n"
        "authors: [D]\nauthor: E\nodd: [[1, 2], {x: y}]"
    )
    written = page_text(jekyll("x", f"{front}\nlanguage: da").page)
    for said in ('"A"', '"B"', '"C"', "2025-09-13", "2024-01-01", '"D"', '"E"', "- 1", 'x: "y"'):
        assert said in written


def test_empty_lists_still_tell_an_exercise() -> None:
    made = jekyll("Tekst.", "title: Side\nmuscle_group:\nlanguage: da")
    assert made.meta["kind"] == "exercise"
    assert "muscle_group" not in made.meta


def test_the_licence_that_is_known_publishes() -> None:
    made = jekyll("x", "title: Side\nlicense: CC BY 4.0\nlanguage: da")
    assert made.meta["license"] == "CC-BY-4.0"
    assert "published" not in made.meta
    drafted = convert("jekyll", "---\ntitle: x\nlicense: CC0\n---\n", "_drafts/x.md").pages[0]
    assert drafted.meta["withheld"] == ["draft"]


FIGURE = '{% include figure image_path="/a.jpg" alt="En bro" caption="Fra [os](/x/){: .btn}" %}'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (FIGURE, "![En bro](/a.jpg)\n\n*Fra [os](/x/)*"),
        ("{% include figure image_path='/a.jpg' caption=page.title %}", "![](/a.jpg)\n\n*Side*"),
        ('{% include video provider="youtube" id="k" %}', "[Video](https://www.youtube.com/watch?v=k)"),
        ('{% include video.html provider="vimeo" id="7" %}', "[Video](https://vimeo.com/7)"),
        ('{% include gallery id="greb" caption="To greb" %}', "![Bredt](/b.jpg)\n![Smalt](/c.jpg)\n*To greb*"),
        ('{% include feature_row id="rad" type="left" %}', "**Kort**  Om kort.  [Læs](/kort/)"),
        ('{% include exercises exercises="Bro" match="exact" %}', "- [Bro](/oevelse/bro/)"),
        ('{% include motionsplan/exercises exercises="Ukendt" %}', "- Ukendt"),
        ("{% include motionsplan/faq.html %}", ""),
    ],
)
def test_includes_that_are_known(body: str, words: str) -> None:
    front = (
        "title: Side\nlanguage: da\n"
        "greb:\n  - {image_path: /b.jpg, alt: Bredt}\n  - {image_path: /c.jpg, title: Smalt}\n"
        "rad:\n  - {image_path: /d.jpg, title: Kort, excerpt: Om kort., url: /kort/, btn_label: Læs}\n"
        "faq:\n  - {question: Hvor?, answer: Her.}\n"
    )
    made = jekyll(body, front, exercises={"bro": "/oevelse/bro/"})
    assert (made.body, made.findings) == (words, ())


def test_pictures_and_videos_of_the_body_are_listed() -> None:
    made = jekyll(f'{FIGURE}\n\n![Ben](/b.png "Benet")\n\n<img src="/c.gif" alt="Arm">\n\n'
                  '{% include video provider="youtube" id="k" %}\n')  # fmt: skip
    assert [(one["src"], one.get("alt"), one["license"]) for one in made.meta["pictures"]] == [
        ("/a.jpg", "En bro", "unknown"),
        ("/b.png", "Ben", "unknown"),
        ("/c.gif", "Arm", "unknown"),
    ]
    assert made.meta["videos"] == [{"provider": "youtube", "id": "k", "license": "unknown"}]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{% include calculate-rpe-strength.html %}", "include-unknown"),
        ("{% include components/timer.html preset='4x4' %}", "include-unknown"),
        ("{% include %}", "include-unknown"),
        ("{% include gallery %}", "include-empty"),
        ("{% include motionsplan/faq.html %}", "include-empty"),
        ("[x]({% link _posts/2010-01-01-vaek.md %})", "link-broken"),
    ],
)
def test_includes_and_links_that_lead_nowhere_are_noted_with_their_line(body: str, code: str) -> None:
    made = jekyll(f"Tekst.\n\n{body}\n")
    assert [(one.code, one.line) for one in made.findings] == [(code, 7)]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Læs dette.\n{: .notice }", "Læs dette."),
        ("{: .notice--info}\n## Titel", "## Titel"),
        ('[Køb](/x/){: .btn .btn--large} og [y](/y/){:rel="nofollow" class="z"}', "[Køb](/x/) og [y](/y/)"),
        ('<details markdown="1">\n  <summary><h2 id="references">Kilder</h2></summary>\n\n1. A.\n</details>',
         "## Kilder\n\n1. A."),
        ("<details>\n<summary>Mere</summary>\n\nTekst.\n</details>", "### Mere\n\nTekst."),
        ('<div class="feature__wrapper">\n\nTekst.\n\n</div>', "Tekst."),
        ("> Ord.\n\n--- <cite>Hun</cite>", "> Ord.\n\n--- Hun"),
        ("Løft $1\\text{RM}$ for $5 og $6.", "Løft 1RM for $5 og $6."),
        ("Linje<br>to<br/>tre", "Linje  \nto  \ntre"),
        ("Tekst. <!-- skjult 3 sæt -->Mere.", "Tekst. Mere."),
        ("5-10 gentagelser**.**", "5-10 gentagelser**.**"),
        ("| a | b |\n|-|-|\n| 1 | 2 |", "| a | b |\n|-|-|\n| 1 | 2 |"),
        ("To mellemrum  \nher", "To mellemrum  \nher"),
        ("<https://x.dk> og <me@x.dk>", "<https://x.dk> og <me@x.dk>"),
        ('<iframe src="https://v.dk/1"></iframe>', "<https://v.dk/1>"),
    ],
)  # fmt: skip
def test_kramdown_becomes_markdown(body: str, words: str) -> None:
    assert jekyll(body).body == words


def test_abbreviations_are_kept_as_data() -> None:
    made = jekyll("RPE 8.\n\n*[RPE]: Rate of Perceived Exertion\n")
    assert made.meta["abbreviations"] == {"RPE": "Rate of Perceived Exertion"}
    assert made.body == "RPE 8."


def test_html_that_is_left_out_is_noted() -> None:
    made = jekyll("Før.\n\n<script>\nalert(1)\n</script>\n<marquee>Ord</marquee>\n<b>fed</b>\n")
    assert made.body.split("\n") == ["Før.", "", "", "", "", "Ord", "<b>fed</b>"]
    assert [(one.code, one.line) for one in made.findings] == [("html", 7), ("html", 10), ("html", 10)]


def test_a_page_without_words_has_its_instructions() -> None:
    made = jekyll("", 'title: Side\ninstructions: "Stå på ét ben. Gentag 10 gange."\nlanguage: da')
    assert made.body == "Stå på ét ben. Gentag 10 gange."
    assert made.codes == ["body-empty"]


def test_a_programme_lists_its_exercises() -> None:
    front = (
        "title: Program\nlanguage: da\nexercises: [Bro, Ukendt]\n"
        "blocks:\n  - title: 1) 6 minutter\n    exercises:\n"
        "      - {title: Bro, reps: 10}\n      - {title: Burpees, reps: AMRAP}\n"
    )
    made = jekyll("Tekst.", front, exercises={"bro": "/oevelse/bro/"})
    assert made.meta["kind"] == "programme"
    assert made.meta["blocks"][0]["exercises"][0] == {"title": "Bro", "reps": 10}
    assert made.body == (
        "- [Bro](/oevelse/bro/)\n- Ukendt\n\n"
        "## 1) 6 minutter\n\n- [Bro](/oevelse/bro/): 10 reps\n- Burpees: AMRAP\n\nTekst."
    )


def test_a_page_of_another_collection_that_names_exercises_is_no_programme() -> None:
    text = "---\ntitle: Hoftebøjeren\nlanguage: da\nexercises: [Bro]\norigin: {da: Lænden}\n---\n{{ page.origin.da }}\n"
    for path, kind in (("_anatomy/iliopsoas.md", "knowledge"), ("_programs/a.md", "programme"), ("a.md", "programme")):
        (page,) = convert("jekyll", text, path).pages
        assert (page.meta["kind"], page.meta["exercises"]) == (kind, ["Bro"])
        assert parse_page(page_text(page)).kind == kind
        assert page.body == "- Bro\n\nLænden"


@pytest.mark.parametrize(
    ("path", "config", "where"),
    [
        ("_posts/2020-02-03-a-b.md", {}, "/2020/02/03/a-b.html"),
        ("_posts/2020-02-03-a-b.md", {"permalink": "pretty"}, "/2020/02/03/a-b/"),
        ("_posts/2020-02-03-a-b.md", {"permalink": "/:categories/:title/"}, "/a-b/"),
        ("_exercises/ben/knae.md", {"collections": {"exercises": {"permalink": "/ben/:path/"}}}, "/ben/ben/knae/"),
        ("_exercises/knae.md", {"collections": ["exercises"]}, "/exercises/knae.html"),
        ("_pages/om/os.md", {"permalink": "/:title/"}, "/om/os/"),
        ("om.md", {}, "/om.html"),
        ("_exercises/x.md", {"permalink": 3, "collections": 4}, "/exercises/x.html"),
    ],
)  # fmt: skip
def test_addresses_as_jekyll_makes_them(path: str, config: dict, where: str) -> None:
    assert address(path, config) == where


def test_the_survey_finds_titles_and_addresses(site: Path) -> None:
    found = KINDS["jekyll"].find(site)
    facts = survey(site, found.files)
    assert facts.exercises["bro"] == "/oevelse/bro/"
    assert facts.addresses["_exercises/planke.md"] == "/oevelse/planke/"
    (site / "_exercises/bro.md").write_text(BRIDGE.replace("/oevelse/bro/", "/bro/"), encoding="utf-8")
    assert survey(site, found.files).digest != facts.digest


def test_a_new_address_reaches_the_pages_that_link_to_it(site: Path, run: Run, tmp_path: Path) -> None:
    run(site)
    plank = site / "_exercises/planke.md"
    plank.write_text(plank.read_text(encoding="utf-8").replace("title:", "permalink: /p/\ntitle:"), encoding="utf-8")
    changed = {page for page, state in states(run(site)).items() if state != "unchanged"}
    assert "da/bro.md" in changed
    assert "[Planken](/p/)" in (tmp_path / "out/da/bro.md").read_text(encoding="utf-8")

"""The page of a review: complete in itself, in good order, readable by everybody, in light and in dark."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from roleplay.comparing import Played, compared
from roleplay.conversation import State, Turn
from roleplay.reports.comparison_data import comparison_data
from roleplay.reports.comparison_page import comparison_page
from roleplay.reports.in_html import as_html
from roleplay.reports.trainer_told import trainers_sections
from roleplay.reviewing.reviewed import Review
from tests.reviewed import FULL_REPAIR, HURT, with_margo

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (found := shutil.which(name))),
    None,
)
MARKUP = '<script>alert("x")</script> <b onclick=x>{{ client }}</b> &amp; {% raw %}'
REPORTS = Path(__file__).parents[1] / "roleplay" / "reports"
_ENOUGH = 4.5
_VOID = {"meta", "input", "link", "br", "img", "rect", "circle", "line", "polyline", "path"}


def review() -> Review:
    """A conversation with a bit of everything."""
    return with_margo("Three people in one year. No wonder you'd keep your coat on.", HURT, FULL_REPAIR, MARKUP, "ok")


@pytest.fixture(scope="module")
def page() -> str:
    found = review()
    return as_html(found, trainers_sections(found, (), ()))


class _Tags(HTMLParser):
    """Every start tag with its attributes, and whether each is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def named(page: str, *names: str) -> list[dict[str, str | None]]:
    return [attributes for tag, attributes in _Tags(page).tags if tag in names]


def test_every_tag_is_closed_in_its_place(page: str) -> None:
    assert _Tags(page).open == []


def test_the_page_says_its_language_and_has_a_title(page: str) -> None:
    assert named(page, "html") == [{"lang": "en"}]
    assert "<title>Review of a practice: Cold coffee</title>" in page


def test_the_page_asks_nothing_of_anywhere(page: str) -> None:
    assert not re.search(r"(?:src|href|action)\s*=\s*[\"'](?!#)", page)
    assert "url(" not in page
    assert "@import" not in page
    assert not named(page, "script", "link", "img", "iframe", "object", "form")
    assert "default-src 'none'" in page


def test_headings_are_in_order(page: str) -> None:
    levels = [int(tag[1]) for tag, _ in _Tags(page).tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_there_once_and_links_lead_to_them(page: str) -> None:
    tags = _Tags(page).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in tags:
        for name in ("href", "aria-labelledby"):
            for target in (attributes.get(name) or "").replace("#", "").split():
                assert target in ids


def test_the_curve_has_a_title_a_description_and_a_table(page: str) -> None:
    assert '<svg viewBox="0 0 560 300" role="img" aria-labelledby="curve-title curve-text">' in page
    assert "Trust begins at 22 (guarded) and ends at " in page
    assert "<caption>Trust and openness, reply by reply</caption>" in page


def test_every_field_has_a_label(page: str) -> None:
    assert page.count("<textarea") == len(re.findall(r"<label>[^<]*<textarea", page)) == 2
    assert (
        page.count('<input type="radio"') == len(re.findall(r'<label class="choice"><input type="radio"', page)) == 20
    )


def test_every_table_has_a_caption_and_named_columns(page: str) -> None:
    assert page.count("<table>") == page.count("<caption>") == page.count("<thead>")


def test_what_was_said_is_never_markup(page: str) -> None:
    assert '<script>alert("x")</script>' in unescape(re.sub("<[^>]+>", "", page))
    assert "{{ client }}" in re.sub("<[^>]+>", "", page)
    assert "onclick=x>" not in page


def test_the_page_names_no_path_and_no_account(page: str) -> None:
    for name in ("/home/", "/root", "/tmp", os.environ.get("USER", "root-account"), os.path.expanduser("~")):
        assert name not in page


def colours(block: str) -> dict[str, str]:
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", block))


def schemes(*names: str) -> Iterator[dict[str, str]]:
    """The colours in light, in dark and in print, of what both pages share and what one has for itself."""
    texts = [(REPORTS / f"{name}.css.j2").read_text(encoding="utf-8") for name in ("style", *(names or ("review",)))]
    blocks = [re.findall(r":root \{(.*?)\}", text, re.DOTALL) for text in texts]
    assert [len(found) for found in blocks] == [3, 3]
    return (colours(" ".join(parts)) for parts in zip(*blocks, strict=True))


def light_of(colour: str) -> float:
    """Relative luminance as WCAG 2.2 has it."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((light_of(one), light_of(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_most_contrast() -> None:
    assert round(contrast("#000", "#ffffff")) == 21


@pytest.mark.parametrize("ink", ["ink", "soft", "link", "up", "down"])
@pytest.mark.parametrize("paper", ["paper", "card"])
def test_words_stand_out_from_the_page(ink: str, paper: str) -> None:
    for scheme in schemes():
        assert contrast(scheme[ink], scheme[paper]) >= _ENOUGH


@pytest.mark.parametrize("mark", ["skill", "repair", "misstep", "neutral"])
def test_marked_words_stand_out_from_their_mark(mark: str) -> None:
    for scheme in schemes():
        assert contrast(scheme["ink"], scheme[mark]) >= _ENOUGH


@pytest.mark.parametrize("line", ["trust", "openness", "hurting"])
def test_lines_and_marks_stand_out_from_what_is_behind_them(line: str) -> None:
    for scheme in schemes():
        assert contrast(scheme[line], scheme["card"]) >= 3
        assert contrast(scheme[line], scheme["hurt"]) >= 3


def in_browser(folder: Path, page: str, *options: str) -> str:
    """What Chromium makes of the page: its whole document after loading."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    assert CHROMIUM is not None
    ran = subprocess.run(
        [
            CHROMIUM,
            *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
            f"--user-data-dir={folder / 'browser'}",
            *options,
            (folder / "page.html").as_uri(),
        ],
        capture_output=True,
        timeout=100,
        check=True,
    )
    return ran.stdout.decode()


needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed here to show the page in")

_MEASURE = """<script>
const out = {};
out.sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth;
out.curve = document.querySelector('svg[role]').getBoundingClientRect().width;
out.background = getComputedStyle(document.documentElement).backgroundColor;
document.body.setAttribute('data-measured', JSON.stringify(out));
</script></body>"""


def measured(folder: Path, page: str, *options: str) -> dict[str, object]:
    """What a script of ours finds in the shown page; the page itself allows none."""
    allowed = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page).replace("</body>", _MEASURE)
    shown = in_browser(folder, allowed, "--dump-dom", *options)
    match = re.search(r'data-measured="([^"]*)"', shown)
    assert match is not None
    found: dict[str, object] = json.loads(match[1].replace("&quot;", '"'))
    return found


@needs_browser
def test_a_browser_shows_the_page_without_scrolling_sideways(tmp_path: Path, page: str) -> None:
    found = measured(tmp_path, page, "--window-size=500,900")
    assert found["sideways"] == 0
    assert isinstance(found["curve"], int | float)
    assert found["curve"] > 300


@needs_browser
def test_a_browser_prints_the_page(tmp_path: Path, page: str) -> None:
    in_browser(tmp_path, page, f"--print-to-pdf={tmp_path / 'page.pdf'}", "--no-pdf-header-footer")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture(scope="module")
def comparison() -> str:
    """Two conversations side by side: one with a bit of everything, one in which nothing was heard."""
    return comparison_page(
        comparison_data(compared(margo_played("b", HURT, FULL_REPAIR, MARKUP), margo_played("c", "ok")))
    )


def margo_played(session: str, *replies: str) -> Played:
    account = with_margo(*replies).account
    turns = tuple(
        Turn(one.reply, one.reading, one.trust, one.node, one.note, (one.answer,), State("", "", 0, "", one.after, {}))
        for one in account.exchanges
    )
    head = (session, "cold-coffee", "d", "Cold coffee", "Margo", "2026-11-22T12:00:00Z", "", 0)
    return Played(*head, (account.exchanges[0].said,), account.start, turns)


@pytest.mark.parametrize("ink", ["a", "b", "ink", "soft"])
@pytest.mark.parametrize("paper", ["card", "most"])
def test_words_stand_out_from_a_comparison(ink: str, paper: str) -> None:
    for scheme in schemes("compare"):
        assert contrast(scheme[ink], scheme[paper]) >= _ENOUGH


def test_a_comparison_is_in_as_good_order_as_a_review(comparison: str) -> None:
    test_every_tag_is_closed_in_its_place(comparison)
    test_the_page_asks_nothing_of_anywhere(comparison)
    test_headings_are_in_order(comparison)
    test_ids_are_there_once_and_links_lead_to_them(comparison)
    test_every_table_has_a_caption_and_named_columns(comparison)
    test_what_was_said_is_never_markup(comparison)
    test_the_page_names_no_path_and_no_account(comparison)


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [500, 1200])
def test_a_browser_shows_a_comparison_without_scrolling_sideways(
    tmp_path: Path, comparison: str, width: int, scheme: str
) -> None:
    shown = comparison.replace("(prefers-color-scheme: dark)", "all") if scheme == "dark" else comparison
    found = measured(tmp_path, shown, f"--window-size={width},900")
    assert found["sideways"] == 0
    assert found["background"] == {"light": "rgb(251, 250, 247)", "dark": "rgb(22, 24, 28)"}[scheme]


@needs_browser
def test_a_browser_prints_a_comparison(tmp_path: Path, comparison: str) -> None:
    test_a_browser_prints_the_page(tmp_path, comparison)

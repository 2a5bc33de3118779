"""`roleplay compare`: two kept sessions found, compared, and shown or written in the form that was asked for."""

import json
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, Any

from roleplay import places
from roleplay.comparing import compared
from roleplay.errors import StoreError
from roleplay.keeping.kept import find_session
from roleplay.keeping.played import played
from roleplay.keeping.reader import Reader, open_reader
from roleplay.reports.comparison_data import comparison_data
from roleplay.shells.comparison_text import comparison_text
from roleplay.shells.output import write_whole
from roleplay.shells.paint import Painter, colour_wanted
from roleplay.shells.playing import cache_folder, complain, is_plain

if TYPE_CHECKING:
    from roleplay.keeping.records import Kept


def compare(
    a: str, b: str | None, form: str, *, output: str | None = None, data: str | None = None, plain: bool = False
) -> int:
    """Compare two sessions, without B the one that A is another attempt of; gives the exit code."""
    try:
        folder = places.data_folder(data)
        with open_reader(folder) as reader:
            pair = _pair(reader, a, b)
            found = [played(reader, kept, cache_folder(folder)) for kept in pair]
    except StoreError as error:
        return complain(str(error))
    values = comparison_data(compared(*found))
    if output is None and form == "text":
        painter = Painter(colour=not plain and colour_wanted(), wrap=not is_plain(plain))
        _show(values, painter)
        return 0
    return write_whole(_in_form(values, form), output)


def _pair(reader: Reader, a: str, b: str | None) -> "tuple[Kept, Kept]":
    """Both sessions, the older attempt first where only one is named; StoreError if they are one and the same."""
    first = find_session(reader, a)
    if b is None:
        if first.head.parent is None:
            raise StoreError(
                f"Session {first.head.id} is no attempt of another one, so name two: "
                f"`roleplay compare {first.head.id} SESSION`. `roleplay sessions --tree` shows what there is."
            )
        return find_session(reader, first.head.parent), first
    second = find_session(reader, b)
    if first.head.id == second.head.id:
        raise StoreError(f"Both are session {first.head.id}; name two. `roleplay sessions --tree` shows what there is.")
    return first, second


def _in_form(values: dict[str, Any], form: str) -> str:
    if form == "json":
        return json.dumps(values, indent=2) + "\n"
    if form == "html":
        from roleplay.reports.comparison_page import comparison_page

        return comparison_page(values)
    written = TextIOWrapper(BytesIO(), "utf-8", write_through=True)
    _show(values, Painter(written, wrap=False))
    written.seek(0)
    return written.read()


def _show(values: dict[str, Any], painter: Painter) -> None:
    painter.show(comparison_text(values, painter.width, painter.columns, ascii_only=painter.ascii_only))

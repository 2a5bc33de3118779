"""Other people's transcripts: which form a file has, and its turns one after the other."""

import os
import re
from collections.abc import Iterator

from roleplay.scoring.csv_file import csv_turns, is_csv
from roleplay.scoring.opening import LONGEST_LINE, Part, Source, UnreadableError
from roleplay.scoring.text_file import is_text, text_turns

FORMS = ("jsonl", "csv", "text")
_ENDINGS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "text",
    ".text": "text",
}
_NOTHING = b"\xef\xbb\xbf \t\r\n"
_NO_FORM = (
    '{name} is in none of the forms that can be read: JSON Lines ({{"id": ..., "turns": [...]}} a line), '
    "CSV (conversation,speaker,text) or text (Name: words). Say which with --input."
)


def form_of(source: Source) -> str:
    """The form of a file by the ending of its name, else by how it begins; UnreadableError if it has none."""
    form = _ENDINGS.get(os.path.splitext(source.path)[1].lower())
    if form is None and source.head.strip(_NOTHING):
        begins = source.start()
        form = (
            "jsonl"
            if begins.lstrip()[:1] in ("{", "[")
            else "csv"
            if is_csv(begins)
            else "text"
            if is_text(begins)
            else None
        )
        if form is None:
            raise UnreadableError(_NO_FORM.format(name=source.name))
    return form or "jsonl"


def parts_of(source: Source, form: str, learner: str | None) -> Iterator[Part]:
    """The turns of a file in any form; in JSON, its transcripts whole."""
    if not source.head.strip(_NOTHING):
        return iter([Part(1, "problem", "this file is empty; there is nothing to score")])
    if form == "csv":
        return csv_turns(source.lines(), source.start(), _stem(source))
    if form == "text":
        return text_turns(source.lines(), source.start(), _stem(source), source.name, learner)
    return _json_lines(source.lines())


def _json_lines(lines: Iterator[Part]) -> Iterator[Part]:
    """Each line as a transcript; a document that is spread over lines is one."""
    for part in lines:
        if part.kind != "line":
            yield part
        elif part.text.strip() in ("{", "["):
            yield _whole_document(part, lines)
        elif part.text.strip():
            yield part._replace(kind="json", is_first=True)


def _whole_document(first: Part, lines: Iterator[Part]) -> Part:
    texts = [first.text]
    size = 0
    for part in lines:
        if part.kind == "line":
            texts.append(part.text)
            size += len(part.text)
            if size > LONGEST_LINE:
                return Part(
                    first.line, "problem", f"this document is longer than {LONGEST_LINE:,} characters; split it"
                )
    return Part(first.line, "json", "\n".join(texts), is_first=True)


def _stem(source: Source) -> str:
    """What a transcript is called that its file does not name."""
    return re.sub(r"\.[^.]*$", "", os.path.basename(source.path)) if source.path != "-" else "input"

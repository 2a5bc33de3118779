"""Reviews from the command line: of a kept session or a transcript made elsewhere, in any form, anywhere."""

import gc
import io
import json
import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from roleplay import places
from roleplay.errors import StoreError
from roleplay.reviewing.account import Account
from roleplay.reviewing.corrections import Annotation, corrected
from roleplay.reviewing.reviewed import Review, review_of
from roleplay.shells.playing import COULD_NOT, complain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from roleplay.keeping.reader import Reader
    from roleplay.keeping.records import Kept
    from roleplay.reports.document import Section
    from roleplay.reviewing.attempts import Attempt

FORMS = ("text", "html", "md", "csv", "json")
_FILES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt", ".text")
_MOST_ATTEMPTS = 50


class Wish(NamedTuple):
    """What was asked for: a session's id, "last" or a file's path, in one of FORMS.

    `output` is a file to write, `opens` whether to show it in a browser; `learner` says who the learner is in
    a transcript made elsewhere.
    """

    wanted: str
    form: str = "text"
    output: str | None = None
    opens: bool = False
    trainer: bool = False
    redact: bool = False
    learner: str | None = None
    data: str | None = None


class _Found(NamedTuple):
    """A conversation with all that belongs to its review; `transcript` is how JSON has it."""

    account: Account
    transcript: dict[str, Any]
    annotations: "Sequence[Annotation]" = ()
    attempts: "Sequence[Attempt]" = ()
    said: str = ""


def review_conversation(wish: Wish) -> int:
    """Review what was asked for; gives the exit code."""
    from roleplay.shells.delivering import deliver

    collecting = gc.isenabled()
    gc.disable()  # a review makes a great many small values, and the program ends with it
    try:
        folder = places.data_folder(wish.data)
        found = _in_file(wish) if _is_file(wish.wanted) else _kept(wish, folder)
        if isinstance(found, str):
            return complain(found)
        if found.said:
            sys.stderr.write(found.said + "\n")
        return deliver(wish, _Page(wish, folder, found), folder)
    except StoreError as error:
        return complain(str(error))
    finally:
        if collecting:
            gc.enable()


def form_for(output: str | None, *, opens: bool) -> str:
    """The form that is meant where none was named: that of the file's ending, a page for a browser, else text."""
    ending = os.path.splitext(output or "")[1].lower().removeprefix(".")
    form = {"htm": "html", "markdown": "md", "txt": "text"}.get(ending, ending)
    return form if form in FORMS else "html" if opens else "text"


def _is_file(wanted: str) -> bool:
    """Whether a name is that of a file: sessions have neither a path nor an ending."""
    return wanted == "-" or os.sep in wanted or wanted.lower().endswith(_FILES) or os.path.isfile(wanted)


def _in_file(wish: Wish) -> "_Found | str":
    from roleplay.behaviours import default_rules
    from roleplay.scoring.accounts import account_in, transcript_of
    from roleplay.scoring.fold import Temperament
    from roleplay.scoring.opening import UnreadableError

    try:
        account, more = account_in(wish.wanted, Temperament(default_rules()), wish.learner)
    except UnreadableError as error:
        return str(error)
    said = f"The file has {more} more; this is the first." if more else ""
    return _Found(account, transcript_of(account), said=said)


def _kept(wish: Wish, folder: str) -> _Found:
    from roleplay.keeping.accounts import account_of_kept
    from roleplay.keeping.annotations import annotations_of
    from roleplay.keeping.kept import find_session
    from roleplay.keeping.reader import open_reader
    from roleplay.transcript import transcript

    with open_reader(folder) as reader:
        kept = find_session(reader, wish.wanted)
        account = account_of_kept(reader, kept, folder)
        annotations = annotations_of(reader, kept.head.id)
        attempts = _attempts(reader, kept, folder) if wish.trainer else ()
    return _Found(corrected(account, annotations), transcript(kept), annotations, attempts)


def _attempts(reader: "Reader", kept: "Kept", folder: str) -> "Sequence[Attempt]":
    from roleplay.keeping.accounts import account_with, attempts_at
    from roleplay.keeping.annotations import annotations_of
    from roleplay.reviewing.attempts import attempt_of

    found = attempts_at(reader, kept.head.scenario_id, _MOST_ATTEMPTS)
    return [
        attempt_of(corrected(account_with(None, one), annotations_of(reader, one.head.id)), one.head.ending or "")
        for one in found
    ]


class _Page:
    """A review in the form that was asked for, made only when it is wanted."""

    def __init__(self, wish: Wish, folder: str, found: _Found) -> None:
        self._wish, self._folder, self._found = wish, folder, found
        self.name = found.account.session or "transcript"

    def text(self) -> str:
        """The whole page, for every form but text on a screen."""
        review = self._review()
        if self._wish.form == "html":
            from roleplay.reports.in_html import as_html

            return as_html(review, self._more(review), os.path.join(self._folder, "compiled"))
        if self._wish.form == "md":
            from roleplay.reports.in_markdown import as_markdown

            return as_markdown(review, self._more(review))
        if self._wish.form == "csv":
            from roleplay.reports.in_csv import as_csv

            return as_csv(review.account)
        if self._wish.form == "json":
            return json.dumps(self._json(review), indent=2) + "\n"
        written = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n", write_through=True)
        self.show(written)
        written.seek(0)
        return written.read()

    def show(self, stream: Any = None) -> None:
        """The page as text, on a screen or in a stream."""
        from roleplay.reports.in_text import as_paragraphs
        from roleplay.shells.paint import Painter, colour_wanted

        review = self._review()
        is_screen = stream is None
        painter = Painter(stream, colour=is_screen and colour_wanted(), wrap=is_screen and sys.stdout.isatty())
        ascii_only = is_screen and painter.ascii_only
        painter.show(as_paragraphs(review, self._more(review), width=min(painter.width, 80), ascii_only=ascii_only))

    def _review(self) -> Review:
        account = self._found.account
        if self._wish.redact:
            from roleplay.reviewing.redacting import redacted

            account = redacted(account)
        return review_of(account)

    def _more(self, review: Review) -> "tuple[Section, ...]":
        more: tuple[Any, ...] = ()
        if self._wish.trainer:
            from roleplay.reports.trainer_told import trainers_sections

            more = trainers_sections(review, self._annotations(), self._found.attempts)
        if self._wish.redact:
            from roleplay.reports.document import Section, say
            from roleplay.reviewing.redacting import MAY_MISS

            more = (*more, Section("redacted", "What was left out", say(MAY_MISS)))
        return more

    def _annotations(self) -> "Sequence[Annotation]":
        if not self._wish.redact:
            return self._found.annotations
        from roleplay.reviewing.redacting import redactor_for

        redactor = redactor_for(self._found.account)
        return [
            one._replace(words=redactor.text(one.words), comment=redactor.text(one.comment))
            for one in self._found.annotations
        ]

    def _json(self, review: Review) -> dict[str, Any]:
        from roleplay.reports.in_json import review_to_json

        transcript = self._found.transcript
        if self._wish.redact:
            from roleplay.reviewing.redacting import redact_transcript, redactor_for

            transcript = redact_transcript(redactor_for(self._found.account), transcript)
        corrections = [one._asdict() for one in self._annotations()]
        return {**transcript, "corrections": corrections, "review": review_to_json(review)}


__all__ = ["COULD_NOT", "FORMS", "Wish", "review_conversation"]

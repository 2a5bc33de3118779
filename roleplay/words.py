"""A typed reply taken apart into plain words, clauses and sentences, each with its place in the reply."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_CUES = Path(__file__).parent / "cues"
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "…": "."}
    | dict.fromkeys(map(chr, (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0xFE0F)), "\x1f")
)
_EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
_TOKEN = re.compile(
    rf"[^\W_](?:[^\W_]|['\x1f*@$](?=[\w*$@])|\*(?=\*|\W|$)(?<=\w\*|\*\*))*'?|[.!?]+|[,;:\n\"()]|--|—|[{_EMOJI}]"
)
_ENDINGS = {"n't": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would"}
_IS_AFTER = frozenset(
    [
        "it",
        "that",
        "what",
        "who",
        "how",
        "there",
        "here",
        "he",
        "she",
        "where",
        "this",
        "everybody",
        "everyone",
        "nobody",
        "when",
        "why",
    ]
)
_YOU_ARE_BEFORE = frozenset(
    [
        "not",
        "so",
        "just",
        "gonna",
        "going",
        "a",
        "an",
        "the",
        "still",
        "right",
        "wrong",
        "scared",
        "sad",
        "mad",
        "angry",
        "tired",
        "sorry",
        "here",
        "there",
        "really",
        "very",
        "pretty",
        "doing",
        "feeling",
        "being",
        "too",
        "always",
        "never",
        "def",
        "literally",
        "such",
        "ok",
        "fine",
        "pathetic",
        "dumb",
        "stupid",
    ]
)
_SICK_BEFORE = frozenset(
    [
        "mentally",
        "feel",
        "feeling",
        "am",
        "is",
        "are",
        "seriously",
        "get",
        "got",
        "so",
        "very",
        "were",
        "was",
        "terminally",
        "be",
    ]
)
_BUT = frozenset(("but", "though", "although", "however"))
_SUBJECTS = frozenset(["i", "you", "we", "it", "they", "he", "she", "what", "how", "that", "this", "there", "do"])


class Clause(NamedTuple):
    """Words `first` up to but not including `last`; `mark` is what ends it ("?", ".", ","-less: ""),
    `joined` the word it starts with ("but", "so" or ""), `sentence` the sentence's number."""

    first: int
    last: int
    mark: str
    joined: str
    sentence: int


class Words:
    """A reply's plain words in `text`, with `starts` and `ends` in the reply and the clause of each.

    One typed token may give several words ("isn't" gives "is", "not"), which then share a place.
    `quoted` marks words between double quotes; `marks` counts "?" and "!".
    """

    __slots__ = (
        "_sentences",
        "clause_of",
        "clauses",
        "emoji",
        "ends",
        "marks",
        "quoted",
        "raw",
        "starts",
        "text",
    )

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.clause_of: list[int] = []
        self.quoted: list[bool] = []
        self.clauses: list[Clause] = []
        self.emoji: list[str] = []
        self.marks = {"?": 0, "!": 0}
        self._sentences: list[tuple[int, int, str]] | None = None
        _read(self)

    def __len__(self) -> int:
        return len(self.text)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where words `first` up to but not including `last` stand in the reply."""
        return self.starts[first], self.ends[last - 1]

    def sentence_start(self, index: int) -> bool:
        """Whether the word is the first of its sentence."""
        number = self.clause_of[index]
        clause = self.clauses[number]
        if clause.first != index:
            return False
        return number == 0 or self.clauses[number - 1].sentence != clause.sentence

    def is_question(self, index: int) -> bool:
        """Whether the word stands in a sentence that ends with a question mark."""
        return "?" in self.sentence_mark(self.clauses[self.clause_of[index]].sentence)

    def sentence_mark(self, sentence: int) -> str:
        """What ends the sentence: "?", "!", "." or ""."""
        mark = ""
        for clause in self.clauses:
            if clause.sentence == sentence:
                mark = clause.mark
        return mark

    def sentences(self) -> list[tuple[int, int, str]]:
        """Each sentence as (first word, one past the last word, closing mark)."""
        if self._sentences is None:
            found: dict[int, tuple[int, int, str]] = {}
            for clause in self.clauses:
                first = found[clause.sentence][0] if clause.sentence in found else clause.first
                found[clause.sentence] = (first, clause.last, clause.mark)
            self._sentences = list(found.values())
        return self._sentences


class _Tables(NamedTuple):
    forms: dict[str, tuple[str, ...]]
    emoji: Mapping[str, str]
    foreign: frozenset[str]


@cache
def _tables() -> _Tables:
    with (_CUES / "words.toml").open("rb") as file:
        data = tomllib.load(file)
    forms = {form: tuple(words.split()) for form, words in data["forms"].items()}
    return _Tables(forms, data["emoji"], frozenset(data["other_languages"]["words"]))


def foreign_words() -> frozenset[str]:
    """Frequent words of other languages that are no English words."""
    return _tables().foreign


def fold(text: str) -> str:
    """The text in lower case with plain quotes, look-alikes folded, every character in its old place."""
    low = text.lower() if text.isascii() else "".join(map(_fold_one, text))
    return low.translate(_SAME)


def _fold_one(char: str) -> str:
    for form in (unicodedata.normalize("NFKC", char).lower(), char.lower()):
        if len(form) == 1:
            return form
    return char


def expand(token: str) -> tuple[str, ...]:
    """The plain words of one folded token: ("is", "not") for "isn't", ("you",) for "u"."""
    forms = _tables().forms
    known = forms.get(token)
    if known is None:
        known = _by_ending(token)
        if len(forms) < 20_000:
            forms[token] = known
    return known


def _by_ending(token: str) -> tuple[str, ...]:
    token = token.replace("\x1f", "")
    if "'" not in token:
        return (_unstretch(token),)
    token = token.rstrip("'")
    for ending, word in _ENDINGS.items():
        if token.endswith(ending) and len(token) > len(ending):
            return token[: -len(ending)], word
    if token.endswith("'s"):
        stem = token[:-2]
        return (stem, "is") if stem in _IS_AFTER else (stem,)
    return (token.replace("'", ""),)


def _unstretch(token: str) -> str:
    """The word without letters held down: "sooo" is "so", "reallyyy" is "really"."""
    if len(token) < 4 or token.isdigit():
        return token
    return re.sub(r"(.)\1{2,}", r"\1", token)


def _read(words: Words) -> None:
    low = fold(words.raw)
    emoji = _tables().emoji
    in_quotes = False
    first = sentence = 0
    joined = ""
    comma = False

    def close(mark: str, next_joined: str) -> None:
        nonlocal first, joined
        if len(words.text) > first:
            words.clauses.append(Clause(first, len(words.text), mark, joined, sentence))
            first = len(words.text)
        elif mark and words.clauses and not words.clauses[-1].mark:
            words.clauses[-1] = words.clauses[-1]._replace(mark=mark)
        joined = next_joined

    text, starts, ends, clause_of, quoted = words.text, words.starts, words.ends, words.clause_of, words.quoted
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(low)]
    for number, (token, start, end) in enumerate(tokens):
        head = token[0]
        if head.isalnum():
            plain = expand(token)
            if token in _JOINING or token in _TWO_WAYS:
                following = tokens[number + 1][0] if number + 1 < len(tokens) else ""
                if token in _TWO_WAYS:
                    plain = _choose(token, text[-1] if text else "", following)
                elif plain[0] in _BUT:
                    close("", "but")
                elif following == "then" if token == "and" else (comma or not text) and _starts_clause(following):
                    close("", "so")
            for word in plain:
                text.append(word)
                starts.append(start)
                ends.append(end)
                quoted.append(in_quotes)
                clause_of.append(len(words.clauses))
            comma = False
        elif head in ".!?\n;":
            for char in token:
                if char in words.marks:
                    words.marks[char] += 1
            close("?" if "?" in token else head, "")
            if head != ";":
                sentence += 1
            comma = False
        elif head == '"':
            in_quotes = not in_quotes
        elif head in ",-—(:":
            comma = True
        elif head in emoji or ord(head) > 0x2600:
            words.emoji.append(emoji.get(head, ""))
    close("", "")


_TWO_WAYS = frozenset(("ur", "ill", "id"))
_JOINING = _BUT | {"so", "and", "tho", "n"}


def _starts_clause(token: str) -> bool:
    return bool(token) and token[0].isalnum() and expand(token)[0] in _SUBJECTS


def _choose(token: str, before: str, following: str) -> tuple[str, ...]:
    """The likelier reading of a form that texting makes ambiguous, from the words beside it."""
    if token == "ur":
        verbal = following.endswith(("ing", "ed")) or following in _YOU_ARE_BEFORE
        return ("you", "are") if verbal else ("your",)
    if token == "ill":
        return ("ill",) if before in _SICK_BEFORE or not following[:1].isalpha() else ("i", "will")
    if token == "id":
        return ("id",) if before in {"my", "your", "an", "the", "his", "her", "photo"} else ("i", "would")
    return expand(token)

"""A report before it has a form: sections of plain blocks, the same for the screen, Markdown and HTML."""

from collections.abc import Iterable
from typing import NamedTuple

from roleplay.reviewing.account import LONGEST_WORDS, Account, Evidence, Exchange, spoken
from roleplay.shells.telling import title_of

_LONGEST_QUOTE = 300
"""Characters of a quotation in a report; the whole reply stands in its transcript."""


class Block(NamedTuple):
    """One piece of a section.

    `kind` is "say" (a paragraph), "item" (of a list), "sub" (a small heading), "client" or "learner" (a
    quotation of reply `number`'s exchange, by `who`), "model" (words the author suggests), "table" (`rows`,
    the head first, `text` its caption), "command", "chart", "lines" (room to write) or "rating" (a scale).
    """

    kind: str
    text: str = ""
    who: str = ""
    number: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


Blocks = tuple[Block, ...]


class Section(NamedTuple):
    """A part of a report with its heading; `id` is what a link to it is called."""

    id: str
    title: str
    blocks: Blocks


def say(text: str) -> Blocks:
    """One paragraph."""
    return (Block("say", text),)


def items(texts: Iterable[str]) -> Blocks:
    """A list."""
    return tuple(Block("item", text) for text in texts)


def client_quote(account: Account, number: int, line: str) -> Block:
    """What the client said aloud before reply `number`; what they only did stands in brackets."""
    told = shortened(spoken(line), _LONGEST_QUOTE)
    is_silent = line.strip().startswith("*") and not "".join(line.split("*")[::2]).strip()
    return Block("client", f"({told})" if is_silent else told, speaker(account), number)


def speaker(account: Account) -> str:
    """What the client is called before their words."""
    return account.client[:1].upper() + account.client[1:]


def learner_quote(exchange: Exchange) -> Block:
    """A reply."""
    return Block("learner", shortened(exchange.reply, _LONGEST_QUOTE), "You", exchange.number)


def quoted(words: str) -> str:
    """Words of the transcript within a sentence; nothing else stands between these marks."""
    return f"“{shortened(words.replace('*', ''), LONGEST_WORDS)}”"


def cited(evidence: Evidence, *, named: bool = True) -> str:
    """Words with what was heard in them."""
    words = quoted(evidence.text)
    return f"{words} ({title_of(evidence.skill)})" if named and evidence.skill else words


def shortened(text: str, most: int) -> str:
    """A text in one line, cut after so many characters."""
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    cut = words[:most].rsplit(" ", 1)[0]
    return cut + " …"


def listed(names: Iterable[str], last: str = "and") -> str:
    """Names as a sentence has them: "a, b and c"."""
    found = list(names)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} {last} {found[-1]}" if found else ""

"""A transcript made elsewhere, laid out for review."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from roleplay.reviewing.account import STRANGER, Account, Exchange, surely_heard
from roleplay.scoring.fold import Fold, Temperament
from roleplay.scoring.opening import Part, Source, UnreadableError
from roleplay.scoring.transcript_file import form_of, parts_of

TITLE = "A transcript"
"""What a transcript is called; its file's name may say more than a report should."""

Turn = tuple[str, str]
"""Who speaks, "learner" or "client", and what they say."""


def account_in(path: str, temperament: Temperament, learner: str | None = None) -> tuple[Account, int]:
    """The first conversation in a file, and how many more there are; UnreadableError if there is none."""
    source = Source(path)
    try:
        problems: list[str] = []
        conversations = _conversations(parts_of(source, form_of(source), learner), problems)
        first = next(conversations, None)
        if first is None:
            why = f" {problems[0]}" if problems else ""
            raise UnreadableError(f"In {source.name} the learner says nothing, so there is nothing to review.{why}")
        return account_of_turns(first, temperament), sum(1 for _ in conversations)
    finally:
        source.close()


def _conversations(parts: Iterable[Part], problems: list[str]) -> Iterator[list[Turn]]:
    """The turns of each conversation in which the learner says something; what cannot be read goes to `problems`."""
    turns: list[Turn] = []
    for part in parts:
        if part.is_first and turns:
            yield from _if_answered(turns)
            turns = []
        if part.kind == "json":
            transcripts = _transcripts(part.text)
            if not all(isinstance(one, dict) and isinstance(one.get("turns"), list) for one in transcripts or [None]):
                problems.append(f'Line {part.line} is no transcript; write {{"turns": [...]}}, a whole one a line.')
            for transcript in transcripts:
                yield from _if_answered(list(_turns_in(transcript)))
        elif part.kind == "problem":
            problems.append(f"Line {part.line}: {part.text.removesuffix('.')}.")
        elif part.kind in ("learner", "client"):
            turns.append((part.kind, part.text))
    yield from _if_answered(turns)


def _if_answered(turns: list[Turn]) -> Iterator[list[Turn]]:
    if any(speaker == "learner" and text.strip() for speaker, text in turns):
        yield turns


def _transcripts(text: str) -> list[Any]:
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return []
    return document if isinstance(document, list) else [document]


def _turns_in(transcript: Any) -> Iterator[Turn]:
    turns = transcript.get("turns") if isinstance(transcript, dict) else None
    for turn in turns if isinstance(turns, list) else ():
        speaker, text = (turn.get("speaker"), turn.get("text")) if isinstance(turn, dict) else ("", "")
        if isinstance(speaker, str) and speaker.strip().lower() in ("learner", "client") and isinstance(text, str):
            yield speaker.strip().lower(), text


def account_of_turns(turns: Iterable[Turn], temperament: Temperament) -> Account:
    """A conversation of which nothing is known but what was said, heard as it would have been."""
    fold = Fold(temperament)
    start = fold.standing.trust
    exchanges: list[Exchange] = []
    said: list[str] = []
    earlier: tuple[str, ...] = ()
    for speaker, text in turns:
        if speaker == "client":
            fold.client_says(text)
            said += [text.strip()] if text.strip() else []
        elif text.strip():
            line = "\n".join(said)
            acts = fold.context().acts if said or not exchanges else exchanges[-1].acts
            exchanges.append(_exchange(fold, len(exchanges) + 1, line, text, acts, earlier))
            earlier, said = acts, []
    whole = _with_answers(exchanges, "\n".join(said))
    last_acts = fold.context().acts if said else ()
    return Account(
        TITLE, STRANGER, whole, start, own_terms=temperament.own_terms, rules=temperament.rules, last_acts=last_acts
    )


def _exchange(
    fold: Fold, number: int, said: str, text: str, acts: tuple[str, ...], earlier: tuple[str, ...]
) -> Exchange:
    before = fold.standing
    scored = fold.reply(text)
    return Exchange(
        number,
        said,
        text,
        scored.reading,
        scored.trust,
        before,
        fold.standing,
        acts=acts,
        earlier_acts=earlier,
        heard=surely_heard(scored.reading),
    )


def _with_answers(exchanges: list[Exchange], last: str) -> tuple[Exchange, ...]:
    """Each exchange with what the client said next."""
    answers = [*(exchange.said for exchange in exchanges[1:]), last]
    return tuple(exchange._replace(answer=answer) for exchange, answer in zip(exchanges, answers, strict=False))


def transcript_of(account: Account) -> dict[str, Any]:
    """The conversation in the form of every transcript, with what was heard in it."""
    from roleplay.transcript import FORMAT, said

    turns: list[dict[str, Any]] = []
    for exchange in account.exchanges:
        if exchange.said:
            turns.append({"speaker": "client", "text": exchange.said})
        turns.append({"speaker": "learner", **said(exchange.reply, exchange.reading, exchange.trust)})
    if account.exchanges and account.exchanges[-1].answer:
        turns.append({"speaker": "client", "text": account.exchanges[-1].answer})
    return {"format": FORMAT, "title": account.title, "turns": turns}

"""Reviews beside the least that could be done: `python -m tests.benchmarks.reviewing`."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from html import escape
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from roleplay.behaviours import behaviours
from roleplay.exploring.outlook import outlook
from roleplay.reports.in_html import as_html
from roleplay.reviewing.account import Account, Exchange
from roleplay.reviewing.reviewed import review_of
from roleplay.scoring.accounts import account_of_turns
from roleplay.scoring.fold import Temperament
from tests.benchmarks.corpus import scenario
from tests.benchmarks.figures import milliseconds, ratio
from tests.test_transcripts import NAMES, new_practice, read, states_in

ROUNDS = 15
TURNS = 500
SAID = (
    ("I've had three workers in one year.", "Three workers in a year. No wonder you'd keep your coat on."),
    ("They said they would call on Tuesday.", "You waited for that call. What was Tuesday like for you?"),
    ("I sat by the phone.", "You should just get over it."),
    ("Fine.", "I'm sorry. That was wrong of me, and it hurt you. How was it to hear?"),
    ("I guess I want somebody who shows up.", "You want somebody who shows up. I'll be here next Tuesday at ten."),
)
REPLIES = [reply for _, reply in SAID]


def long_account(turns: int) -> Account:
    """A conversation of so many replies."""
    said = [SAID[number % len(SAID)] for number in range(turns)]
    spoken = [turn for line, reply in said for turn in (("client", line), ("learner", reply))]
    return account_of_turns(spoken, Temperament(scenario().trust))


def bare(account: Account) -> str:
    """The rows of the transcript straight from what was said and heard, with f-strings and nothing else."""
    return "\n".join(map(_bare_row, account.exchanges))


def _bare_row(one: Exchange) -> str:
    before, after, reasons = one.trust
    sentiment = one.reading.sentiment
    why = "".join(
        f"<li>{behaviours()[cause].title} {amount / 10:+.1f}, “{escape(one.reply[start:end])}”</li>"
        for cause, amount, start, end in reasons
        if cause in behaviours()
    )
    words = "; ".join(f"{' '.join(item.words)} {item.polarity:+.2f} {item.toward}" for item in sentiment.assessments)
    return (
        f'<li id="reply-{one.number}"><p class="client"><b>The person:</b> {escape(one.said)}</p>'
        f'<p class="learner"><b>You, reply {one.number}:</b> {_marked(one)}</p><div class="heard">'
        f'<p class="trust">Trust {before / 10} → {after / 10} ({(after - before) / 10:+.1f})</p><ul>{why}</ul>'
        f'<p class="sentiment">Word sentiment {sentiment.polarity:+.2f}: {escape(words)}</p></div></li>'
    )


def _marked(one: Exchange) -> str:
    """The reply with what was heard marked in its words."""
    uses, reply = one.reading.skill_uses, one.reply
    told = []
    edges = sorted({0, len(reply), *(use.start for use in uses), *(use.end for use in uses)})
    for start, end in pairwise(edges):
        names = ", ".join(behaviours()[use.skill].title for use in uses if use.start <= start and use.end >= end)
        words = escape(reply[start:end])
        told.append(f'<mark title="{names}">{words}</mark>' if names else words)
    return "".join(told)


def timed(work: object, *arguments: object) -> float:
    """Seconds that a call takes."""
    assert callable(work)
    began = perf_counter()
    work(*arguments)
    return perf_counter() - began


def of_500() -> None:
    """The page of a long session beside its rows with f-strings."""
    account = long_account(TURNS)
    review = review_of(account)
    least, page, whole = [], [], []
    as_html(review)
    for _ in range(ROUNDS):
        least.append(timed(bare, account))
        page.append(timed(as_html, review))
        whole.append(timed(lambda: as_html(review_of(account))))
    print(f"Page of {TURNS} replies")
    milliseconds("the rows with f-strings", least)
    milliseconds("the page of a review", page)
    milliseconds("the review and its page", whole)
    ratio("page to f-strings", page, least, "4")
    ratio("review and page to f-strings", whole, least, "4")


def _environment(folder: str) -> Mapping[str, str]:
    return {**os.environ, "ROLEPLAY_HOME": folder}


def from_the_command_line() -> None:
    """A 14-turn session, whole process, beside a bare Python."""
    program = Path(sys.executable).with_name("roleplay")
    forms = ("text", "html", "md", "json")
    seconds: dict[str, list[float]] = {form: [] for form in ("bare", *forms)}
    with tempfile.TemporaryDirectory() as folder:
        typed = "".join(f"{reply}\n" for reply in (REPLIES * 3)[:14])
        played = [str(program), "play", "cold-coffee", "--plain", "--seed", "7"]
        subprocess.run(played, input=typed, text=True, env=_environment(folder), capture_output=True, check=True)
        for round_ in range(ROUNDS + 1):
            for form in seconds:
                asked = [str(program), "review", "--format", form]
                command = [sys.executable, "-c", "pass"] if form == "bare" else asked
                began = perf_counter()
                subprocess.run(command, check=True, env=_environment(folder), capture_output=True)
                if round_:  # the first compiles what is kept for later
                    seconds[form].append(perf_counter() - began)
    print("A session from the command line")
    milliseconds("python -c pass", seconds["bare"])
    for form in forms:
        milliseconds(f"roleplay review --format {form}", seconds[form])
    for form in forms:
        ratio(f"{form} to bare", seconds[form], seconds["bare"], "15")


def of_endings() -> None:
    """What the first review of a session adds: the endings within reach, found out and then kept."""
    seconds = []
    for name in NAMES:
        head, replies = read(name)
        practice = new_practice(head)
        states = states_in(practice, replies)
        seconds.append(timed(outlook, practice.scenario, states))
    print("Endings within reach, for every recorded conversation")
    milliseconds("found out for the first time", seconds)


def main() -> None:
    """Measure in turns and print."""
    of_500()
    of_endings()
    from_the_command_line()


if __name__ == "__main__":
    main()

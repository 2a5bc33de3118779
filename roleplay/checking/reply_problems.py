"""Whether the replies that an author wrote as examples do what they are examples of."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from roleplay.behaviours import behaviours
from roleplay.checking.moments import Moment, moments_at
from roleplay.checking.places import Places
from roleplay.conversation import line_of
from roleplay.ears.listening import listen
from roleplay.exploring.proof import Proof
from roleplay.exploring.waiting import points
from roleplay.loading.problems import Problem, Sheet
from roleplay.moving import move_trust
from roleplay.reading import Context, Reading
from roleplay.scenario import Node, Scenario
from roleplay.trust import TrustChange


class _Kind(NamedTuple):
    """Replies of one key: the code of their problem, and which way they have to move trust."""

    key: str
    code: str
    sign: int


_MODEL = _Kind("model_replies", "model-reply", 1)
_TRAP = _Kind("trap_replies", "trap-reply", -1)
_Ear = Callable[[str, Context], Reading]


def reply_problems(scenario: Scenario, proof: Proof, places: Places, sheet: Sheet) -> Iterator[Problem]:
    """Model replies that do not raise trust, and trap replies that do not lower it, each at its own place.

    Each is tried after every variant of the line, with the lowest, the middle and the highest trust with which
    its node can be entered.
    """
    for name, node in scenario.nodes.items():
        if not node.transitions or not (node.model_replies or node.trap_replies):
            continue
        moments = moments_at(scenario, proof, node)
        ear = cache(_heard)
        for kind, replies in ((_MODEL, node.model_replies), (_TRAP, node.trap_replies)):
            for number, reply in enumerate(replies):
                message = _failing(scenario, node, moments, reply, kind, ear)
                if message:
                    yield sheet.problem(kind.code, *places.reply(name, kind.key, number), message)


def _heard(reply: str, context: Context) -> Reading:
    return listen(reply, context)


def _failing(scenario: Scenario, node: Node, moments: list[Moment], reply: str, kind: _Kind, ear: _Ear) -> str:
    """Why a reply is no example of its kind at the first moment where it is none, or ""."""
    for moment in moments:
        reading = ear(reply, moment.context)
        if reading.flags or reading.language != "en":
            return "This is not heard as an answer to the client (it sounds like a crisis, the program or no English)."
        acts = line_of(scenario, moment.state).acts
        change, _ = move_trust(scenario.trust, moment.state.standing, reading, acts, (), node.needs, node.traps)
        if (change.after - change.before) * kind.sign <= 0:
            return f"{_moved(change, moment)}; {_what_was_heard(reply, reading)}."
    return ""


def _moved(change: TrustChange, moment: Moment) -> str:
    """What became of trust, and where."""
    amount = change.after - change.before
    does = "moves nothing" if not amount else f"{'raises' if amount > 0 else 'lowers'} trust by {points(abs(amount))}"
    voice = f"after the {moment.state.voice} line" if moment.has_voices else "here"
    return f"This {does} {voice}, from {points(change.before)} ({moment.which})"


def _what_was_heard(reply: str, reading: Reading) -> str:
    titles = [f"{behaviours()[use.skill].title} '{reply[use.start : use.end]}'" for use in reading.skill_uses]
    return f"heard: {', '.join(titles)}" if titles else "nothing was heard in it"

"""What an author wrote: the client, what they say, and where each reply can lead."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from roleplay.trust import TrustRules

BANDS = ("closed", "guarded", "tentative", "working", "open")
"""How trusting the client is, from least to most; each is 20 points wide."""

RUPTURE = "rupture"
"""The voice a client speaks in while a hurt is open, whatever the band."""


class Line(NamedTuple):
    """One thing the client may say, with what its author knows about it.

    `text` may hold *narration* between asterisks and a small part of Jinja2. `depth` is how much the line gives
    away, 0..3; `acts` are what it does ("discloses", "asks_role", ...), and above depth 0 that too ("depth_2").
    """

    text: str
    about: tuple[tuple[str, tuple[str, ...]], ...] = ()
    feelings: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    depth: int = 0


class Guard(NamedTuple):
    """What has to hold for a transition to be taken; an empty guard always holds.

    Trust is in tenths of a point. `any_skill` is heard in this reply, `heard_so_far` in this one or any before;
    `visits` are (node, at least so many times); `flags` have all been set; `ruptured` is whether a hurt is open
    (None: either).
    """

    trust_at_least: int = 0
    trust_at_most: int = 1000
    any_skill: tuple[str, ...] = ()
    visits: tuple[tuple[str, int], ...] = ()
    flags: tuple[str, ...] = ()
    ruptured: bool | None = None
    heard_so_far: tuple[str, ...] = ()


ALWAYS = Guard()
_ANY_OF = frozenset(("any_skill", "heard_so_far"))
"""What a guard asks for of which one is enough; of everything else it wants all."""


class Transition(NamedTuple):
    """A way from one node to the next: where to, when, and what the client says on the way.

    Its `id` says from where, where to and when, so that it is the same wherever the author puts it in the list.
    """

    target: str
    guard: Guard = ALWAYS
    note: str = ""
    says: tuple[Line, ...] = ()
    sets: tuple[str, ...] = ()
    id: str = ""


class Ending(NamedTuple):
    """How a conversation came out: a short title and one sentence on what it means."""

    title: str
    meaning: str


class Node(NamedTuple):
    """One beat: the client's lines for each voice, what helps and tempts here, and where it leads.

    `lines` maps a voice (a band or "rupture") to its variants. A node has either transitions, of which the
    last always holds, or an ending. `event` is "", "pledge_kept" or "pledge_broken".
    """

    id: str
    lines: Mapping[str, tuple[Line, ...]]
    needs: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    hint: str = ""
    model_replies: tuple[str, ...] = ()
    trap_replies: tuple[str, ...] = ()
    transitions: tuple[Transition, ...] = ()
    ending: Ending | None = None
    event: str = ""


class Marker(NamedTuple):
    """A sign of progress for the client: reached once any of the skills is heard or a node is entered."""

    id: str
    says: str
    any_skill: tuple[str, ...] = ()
    nodes: tuple[str, ...] = ()


class Persona(NamedTuple):
    """Who the client is. `reactions` maps a skill's name to what they say first when they hear it."""

    name: str
    pronouns: str
    background: str
    voice: str
    reactions: Mapping[str, tuple[Line, ...]]
    own_terms: tuple[str, ...] = ()


class Scenario(NamedTuple):
    """A whole conversation as written, checked and ready to be played.

    One with an `opt_in` begins only when the learner has read that and said yes. With `support_line` the line to
    call is in view all the time.
    """

    id: str
    title: str
    summary: str
    setting: str
    content_note: str
    difficulty: str
    minutes: int
    practises: tuple[str, ...]
    competencies: tuple[str, ...]
    persona: Persona
    trust: TrustRules
    start: str
    nodes: Mapping[str, Node]
    markers: tuple[Marker, ...] = ()
    opt_in: str = ""
    support_line: bool = False


def band_for(trust: int, band: str = "") -> str:
    """The band of a trust in tenths; coming from `band`, it is left downward only 3 points below its edge."""
    reached = trust // 200 if trust < 1000 else 4
    name = BANDS[reached]
    if band and name != band:
        held = BANDS.index(band)
        if reached < held and trust >= held * 200 - 30:
            return band
    return name


def transition_id(node: str, target: str, guard: Guard) -> str:
    """What a transition of this node is called for ever: "hello>more when trust_at_least 37"."""
    asked = [
        f"{name} {_in_words(name, value)}" for name, value in guard._asdict().items() if value != getattr(ALWAYS, name)
    ]
    return f"{node}>{target}" + (f" when {', '.join(asked)}" if asked else "")


def renamed_transition(name: str) -> str:
    """The id that a transition has now; an older program joined the words of `heard_so_far` with "and"."""
    before, asked, words = name.partition("heard_so_far ")
    return before + asked + words.replace(" and ", " or ")


def _in_words(name: str, value: Any) -> str:
    """What a guard asks for, in the author's own words and in one order."""
    if name == "visits":
        return " and ".join(f"{node} {times}" for node, times in sorted(value))
    if isinstance(value, tuple):
        return (" or " if name in _ANY_OF else " and ").join(sorted(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value / 10:g}"

"""What an author wrote: the client, what they say, and where each reply can lead."""

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.trust import TrustRules

BANDS = ("closed", "guarded", "tentative", "working", "open")
"""How trusting the client is, from least to most; each is 20 points wide."""

RUPTURE = "rupture"
"""The voice a client speaks in while a hurt is open, whatever the band."""


class Line(NamedTuple):
    """One thing the client may say, with what its author knows about it.

    `text` may hold *narration* between asterisks and a small part of Jinja2. `acts` are what the line does
    ("discloses", "asks_role", ...); `depth` is how much it gives away, 0..3.
    """

    text: str
    about: tuple[tuple[str, tuple[str, ...]], ...] = ()
    feelings: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    depth: int = 0


class Guard(NamedTuple):
    """What has to hold for a transition to be taken; an empty guard always holds.

    Trust is in tenths of a point. `any_skill` is heard in this reply; `visits` are (node, at least so many
    times); `flags` have all been set; `ruptured` is whether a hurt is open (None: either).
    """

    trust_at_least: int = 0
    trust_at_most: int = 1000
    any_skill: tuple[str, ...] = ()
    visits: tuple[tuple[str, int], ...] = ()
    flags: tuple[str, ...] = ()
    ruptured: bool | None = None


ALWAYS = Guard()


class Transition(NamedTuple):
    """A way from one node to the next: where to, when, and what the client says on the way."""

    target: str
    guard: Guard = ALWAYS
    note: str = ""
    says: tuple[Line, ...] = ()
    sets: tuple[str, ...] = ()


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
    """A whole conversation as written, checked and ready to be played."""

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


def band_for(trust: int, band: str = "") -> str:
    """The band of a trust in tenths; coming from `band`, it is left downward only 3 points below its edge."""
    reached = min(trust // 200, 4)
    if band and BANDS[reached] != band:
        held = BANDS.index(band)
        if reached < held and trust >= held * 200 - 30:
            return band
    return BANDS[reached]

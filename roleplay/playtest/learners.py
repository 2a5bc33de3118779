"""Six kinds of learner, and what each of them would say to a client's line."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from roleplay.scenario import Node

KINDS = ("skilled", "passive", "advising", "clumsy", "hostile", "silent")
"""The kinds of learner that a scenario is tried with; passive ones are warm and nothing else."""

MIXED = "mixed"
"""A learner who is still learning: mostly skilled, sometimes only warm, now and then clumsy or in a trap."""

SAME_LINE = "same line "
"""With the number of a passive reply: a learner who says just this over and over."""

_BANK = Path(__file__).parents[1] / "catalogue" / "replies.toml"
_MODEL_SHARE = 3
"""Skilled learners say three things to the point for one that would fit anywhere; set by hand."""
_STEERING = ("advice", "taking_over", "coercion", "lecturing")


@cache
def bank() -> Mapping[str, tuple[str, ...]]:
    """The shipped replies of each kind of learner, which fit any conversation."""
    groups = tomllib.loads(_BANK.read_text(encoding="utf-8"))
    return {kind: tuple(groups[kind]["replies"]) for kind in KINDS}


def choices_for(kind: str, node: Node) -> tuple[str, ...]:
    """What a learner of this kind may say at a node; what stands there twice is said twice as often."""
    if kind.startswith(SAME_LINE):
        return (bank()["passive"][int(kind.removeprefix(SAME_LINE))],)
    if kind == MIXED:
        clumsy = bank()["clumsy"]
        traps = node.trap_replies * max(1, len(clumsy) // (2 * max(1, len(node.trap_replies))))
        return (*choices_for("skilled", node), *bank()["passive"] * 2, *clumsy, *traps)
    generic = bank()[kind]
    own, share = _written_for(kind, node)
    times = max(1, round(share * len(generic) / len(own))) if own else 0
    return (*(own * times), *generic)


def _written_for(kind: str, node: Node) -> tuple[tuple[str, ...], int]:
    """What the node's author wrote that this kind would say, and how often for each reply of the bank."""
    if kind == "skilled":
        return node.model_replies, _MODEL_SHARE
    if kind == "clumsy" or (kind == "advising" and any(trap in _STEERING for trap in node.traps)):
        return node.trap_replies, 1
    return (), 0

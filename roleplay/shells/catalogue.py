"""The skills and missteps that are listened for, to read: all by family, or one with everything about it."""

import json
import re
import sys
from typing import Any

from roleplay.behaviours import Behaviour, behaviours, contexts
from roleplay.catalogue_words import act_words, examples_of, family_words
from roleplay.nearest import nearest
from roleplay.shells.paint import Painter, colour_wanted
from roleplay.shells.playing import complain
from roleplay.shells.telling import GAP, Paragraph, Told


def show_skills(name: str | None, form: str) -> int:
    """Print the catalogue, or one behaviour by its name, title or code; gives the exit code."""
    known = _named(name) if name is not None else None
    if name is not None and known is None:
        return complain(_unknown(name))
    if form == "json":
        print(json.dumps(_as_json(known) if known else [_as_json(one) for one in behaviours().values()], indent=2))
        return 0
    Painter(colour=colour_wanted(), wrap=sys.stdout.isatty()).show(one(known) if known else everything())
    return 0


def everything() -> Told:
    """All behaviours, family by family, each in a line."""
    told: list[Paragraph] = []
    family = ""
    for behaviour in behaviours().values():
        if behaviour.family != family:
            family = behaviour.family
            told += [Paragraph("heading", family.capitalize()), Paragraph("note", family_words(family))]
        told.append(Paragraph("trust", f"{_points(behaviour):>6}  {behaviour.name} - {behaviour.says}"))
    closing = "The number is what one clear use does to trust, in points of a hundred, in an average moment."
    return (
        *told,
        GAP,
        Paragraph("note", closing),
        Paragraph("note", "One with everything about it: roleplay skills NAME"),
    )


def one(behaviour: Behaviour) -> Told:
    """Everything about one behaviour."""
    told = [
        Paragraph("heading", f"{behaviour.title} ({behaviour.name})"),
        Paragraph("note", behaviour.says),
        GAP,
        Paragraph("client", "What it does to trust"),
        *(Paragraph("trust", line) for line in _worth(behaviour)),
    ]
    for much, acts in (("more", _moments(behaviour.name, more=True)), ("less", _moments(behaviour.name, more=False))):
        if acts:
            told.append(Paragraph("client", f"Counts {much} when the client"))
            told += [Paragraph("trust", f"{act_words(act)} ({factor:g} times)") for act, factor in acts.items()]
    examples = examples_of(behaviour.name)
    if examples:
        told.append(Paragraph("client", "For instance"))
    for example in examples:
        told += [Paragraph("quote", f"Client: {example.client}"), Paragraph("quote", f"You: {example.reply}"), GAP]
    told.append(Paragraph("note", f"Family: {behaviour.family}. Code: {behaviour.code}."))
    told.append(Paragraph("note", f"Other schemes: {', '.join(behaviour.standard)}. Source: {behaviour.source}."))
    return tuple(told)


def _worth(behaviour: Behaviour) -> list[str]:
    """What one use does, in sentences."""
    said = []
    if behaviour.repair:
        said.append(f"Gives back part of what a hurt has cost; it makes {behaviour.repair:.0%} of a full repair.")
    elif behaviour.points:
        said.append(
            f"{'Builds' if behaviour.points > 0 else 'Costs'} {abs(behaviour.points):g} points when it is clear."
        )
    else:
        said.append("Moves nothing by itself.")
    if behaviour.only_after:
        said.append(f"Only when the client {' or '.join(act_words(act) for act in behaviour.only_after)}.")
    if behaviour.forgiven:
        said.append(
            "The first time is free." if behaviour.forgiven == 1 else f"The first {behaviour.forgiven} are free."
        )
    if behaviour.integrity:
        said.append("It is a breach of trust: it hurts more where trust was high, and it mends poorly.")
    return said


def _points(behaviour: Behaviour) -> str:
    if behaviour.repair:
        return "mends"
    return f"{behaviour.points:+g}" if behaviour.points else "0"


def _moments(name: str, *, more: bool) -> dict[str, float]:
    """The acts that make a behaviour count more, or less, with their factors."""
    factors = {act: factor[name] for act, factor in contexts().items() if name in factor}
    return {act: factor for act, factor in factors.items() if (factor > 1 if more else factor < 1)}


def _named(name: str) -> Behaviour | None:
    """The behaviour with this name, title or code, however it is spelled out."""
    wanted = _plain(name)
    for behaviour in behaviours().values():
        if wanted in (behaviour.name, _plain(behaviour.title), behaviour.code.lower()):
            return behaviour
    return None


def _plain(name: str) -> str:
    return re.sub(r"[\s-]+", "_", name.strip().lower())


def _unknown(name: str) -> str:
    names = [*behaviours(), *(_plain(one.title) for one in behaviours().values())]
    near = nearest(_plain(name), names, 1)
    meant = f" Did you mean {near[0]}?" if near else ""
    return f"There is no skill or misstep {name[:60]!r}.{meant} `roleplay skills` shows all."


def _as_json(behaviour: Behaviour) -> dict[str, Any]:
    return {
        **behaviour._asdict(),
        "contexts": _moments(behaviour.name, more=True) | _moments(behaviour.name, more=False),
        "examples": [example._asdict() for example in examples_of(behaviour.name)],
    }

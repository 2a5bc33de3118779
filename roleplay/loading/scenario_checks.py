"""Whether the parts of a scenario file fit together: names, guards, lines and the way to an ending."""

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from roleplay.behaviours import MISSTEPS, acts, behaviours
from roleplay.loading.problems import Problem, Sheet
from roleplay.loading.scenario_graph import graph_mistakes
from roleplay.loading.written import Written
from roleplay.nearest import did_you_mean
from roleplay.scenario import BANDS, RUPTURE
from roleplay.templates import problems_in

_VOICES = (*BANDS, RUPTURE)
_ENDINGS = (".yaml", ".yml")


def mistakes(root: Written, sheet: Sheet) -> Iterator[Problem]:
    """Everything that does not fit together, whatever the shape of the rest."""
    nodes = root.at("nodes")
    yield from _id_mistakes(root, sheet)
    yield from _opt_in_mistakes(root, sheet)
    yield from _persona_mistakes(root.at("persona"), sheet)
    yield from _marker_mistakes(root.at("markers"), nodes, sheet)
    flags = {flag.value for transition in _transitions(nodes) for flag in transition.at("sets").texts()}
    for node in nodes.entries().values():
        yield from _node_mistakes(node, sheet)
        yield from _guard_mistakes(node.at("then"), nodes, flags, sheet)
    for line in _lines(root):
        yield from _line_mistakes(line, sheet)
    yield from graph_mistakes(root, sheet)


def _id_mistakes(root: Written, sheet: Sheet) -> Iterator[Problem]:
    path = PurePath(sheet.file)
    name = root.at("id")
    if path.suffix in _ENDINGS and isinstance(name.value, str) and name.value != path.stem:
        message = f"The id is '{name.value}' and the file is called '{path.name}'."
        yield sheet.problem("id-and-file", name.line, name.column, message)


def _opt_in_mistakes(root: Written, sheet: Sheet) -> Iterator[Problem]:
    """What is very hard begins only after a second yes; there has to be something to say yes to."""
    difficulty, opt_in = root.at("difficulty"), root.at("opt_in")
    if difficulty.value == "very hard" and not (isinstance(opt_in.value, str) and opt_in.value.strip()):
        message = "This is very hard, and there is no `opt_in`."
        yield sheet.problem("no-opt-in", difficulty.key_line, difficulty.key_column, message)


def _persona_mistakes(persona: Written, sheet: Sheet) -> Iterator[Problem]:
    for key in ("lands_better", "lands_worse", "reactions"):
        for skill, entry in persona.at(key).entries().items():
            yield from _unknown_skill(skill, entry.key_line, entry.key_column, sheet)


def _marker_mistakes(markers: Written, nodes: Written, sheet: Sheet) -> Iterator[Problem]:
    for name, marker in markers.entries().items():
        if not (marker.at("any_skill").is_there() or marker.at("nodes").is_there()):
            message = f"Nothing reaches the marker '{name}'."
            yield sheet.problem("empty-marker", marker.key_line, marker.key_column, message)
        yield from _unknown_skills(marker.at("any_skill"), sheet)
        for node in marker.at("nodes").texts():
            yield from _unknown_node(node.value, node.line, node.column, nodes, sheet)


def _node_mistakes(node: Written, sheet: Sheet) -> Iterator[Problem]:
    yield from _unknown_skills(node.at("needs"), sheet)
    yield from _unknown_skills(node.at("traps"), sheet)
    yield from _unknown_acts(node.at("acts"), sheet)
    voices = node.at("says").entries()
    for voice, lines in voices.items():
        if voice not in _VOICES:
            message = f"'{voice}' is not a voice."
            mend = did_you_mean(voice, _VOICES)
            yield sheet.problem("unknown-voice", lines.key_line, lines.key_column, message, mend)
    if list(voices) == [RUPTURE]:
        says = node.at("says")
        yield sheet.problem("only-rupture", says.key_line, says.key_column, "There is a line for a hurt, and no other.")


def _guard_mistakes(then: Written, nodes: Written, flags: set[str], sheet: Sheet) -> Iterator[Problem]:
    for transition in then.items():
        when = transition.at("when")
        if not when.is_there():
            continue
        for key in ("any_skill", "heard_so_far"):
            yield from _unknown_skills(when.at(key), sheet, also=MISSTEPS)
        yield from _impossible_trust(when, sheet)
        for node, times in when.at("visits").entries().items():
            yield from _unknown_node(node, times.key_line, times.key_column, nodes, sheet)
        for flag in when.at("flags").texts():
            if flag.value not in flags:
                message = f"No transition sets the flag '{flag.value}'."
                mend = did_you_mean(flag.value, flags)
                yield sheet.problem("unknown-flag", flag.line, flag.column, message, mend)


def _impossible_trust(when: Written, sheet: Sheet) -> Iterator[Problem]:
    least, most = when.at("trust_at_least"), when.at("trust_at_most")
    numbers = isinstance(least.value, int | float) and isinstance(most.value, int | float)
    if numbers and least.value > most.value:
        message = f"Trust cannot be {least.value} at least and {most.value} at most."
        yield sheet.problem("impossible-guard", least.key_line, least.key_column, message)


def _line_mistakes(line: Written, sheet: Sheet) -> Iterator[Problem]:
    text = line
    if isinstance(line.value, dict):
        text = line.at("line")
        yield from _unknown_acts(line.at("acts"), sheet)
    if not isinstance(text.value, str):
        return
    for message in problems_in(text.value):
        yield sheet.problem("bad-template", text.line, text.column, message)
    if text.value.count("*") % 2:
        message = "What is seen stands between two asterisks; one of them is missing."
        yield sheet.problem("open-narration", text.line, text.column, message)


def _lines(root: Written) -> Iterator[Written]:
    """Every line a client can say."""
    for node in root.at("nodes").entries().values():
        says = node.at("says")
        for lines in says.entries().values() if says.entries() else (says,):
            yield from _variants(lines)
    for transition in _transitions(root.at("nodes")):
        yield from _variants(transition.at("says"))
    for lines in root.at("persona").at("reactions").entries().values():
        yield from _variants(lines)


def _variants(lines: Written) -> Iterable[Written]:
    return lines.items() if isinstance(lines.value, list) else (lines,)


def _transitions(nodes: Written) -> Iterator[Written]:
    for node in nodes.entries().values():
        yield from node.at("then").items()


def _unknown_skills(names: Written, sheet: Sheet, also: str = "") -> Iterator[Problem]:
    known = behaviours()
    for name in names.items():
        if name.value.__class__ is str and name.value not in known and name.value != also:
            yield from _unknown_skill(name.value, name.line, name.column, sheet)


def _unknown_skill(name: str, line: int, column: int, sheet: Sheet) -> Iterator[Problem]:
    if name not in behaviours():
        message = f"'{name}' is not a skill or misstep."
        yield sheet.problem("unknown-skill", line, column, message, did_you_mean(name, behaviours()))


def _unknown_acts(names: Written, sheet: Sheet) -> Iterator[Problem]:
    known = acts()
    for name in names.texts():
        if name.value not in known:
            message = f"'{name.value}' is not something a line does."
            yield sheet.problem("unknown-act", name.line, name.column, message, did_you_mean(name.value, acts()))


def _unknown_node(name: str, line: int, column: int, nodes: Written, sheet: Sheet) -> Iterator[Problem]:
    if name not in nodes.entries():
        message = f"'{name}' is not a node here."
        yield sheet.problem("unknown-node", line, column, message, did_you_mean(name, nodes.entries()))

"""Whether a scenario file has the right keys with the right kinds of values, and where it has not."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from roleplay.loading.problems import Problem, Sheet
from roleplay.loading.scenario_build import node_of, scenario_of
from roleplay.loading.scenario_model import LINES_WANTED, LONGEST_TEXT, HeadShape, NodeShape, ScenarioShape, Word
from roleplay.loading.written import Written, found_at, plain
from roleplay.nearest import did_you_mean
from roleplay.scenario import Node, Scenario

AnyShape = TypeVar("AnyShape", bound=BaseModel)
Steps = tuple[str | int, ...]

_MOST_MISTAKES = 1000
_IDS = TypeAdapter(dict[Word, Any])

_WANTED = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a map (keys with values)",
    "model_type": "a map (keys with values)",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "lines": LINES_WANTED,
}

_CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "literal_error": "unknown-word",
    "string_pattern_mismatch": "bad-id",
    "string_too_short": "empty",
    "too_short": "empty",
    "string_too_long": "too-long",
    "one_decimal": "too-precise",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "finite_number": "out-of-range",
}

_AT_KEY = ("missing-key", "unknown-key", "bad-id")


def shaped(root: Written, sheet: Sheet) -> tuple[Scenario | None, Iterator[Problem]]:
    """The scenario in a file of the right shape, or None, and the problems of its shape.

    Nodes are looked at one after the other, so that a large file does not stand in memory several times.
    """
    nodes = root.at("nodes").entries()
    if not nodes:
        return None, (_problem(one, root, sheet) for one in _errors(ScenarioShape, plain(root)))
    mistakes: list[Any] = _key_errors(nodes)
    made: dict[str, Node] = {}
    head = _validated(HeadShape, plain(_without_nodes(root)), (), mistakes)
    for name, node in nodes.items():
        shape = _validated(NodeShape, plain(node), ("nodes", name), mistakes)
        if shape is not None and not mistakes:
            made[name] = node_of(name, shape)
    if head is None or mistakes:
        return None, (_problem(one, root, sheet) for one in mistakes)
    return scenario_of(head, made), iter(())


def _validated(model: type[AnyShape], value: Any, at: Steps, mistakes: list[Any]) -> AnyShape | None:
    """The checked model, or None with what is wrong added to the mistakes."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        if len(mistakes) < _MOST_MISTAKES:
            found = error.errors(include_url=False)
            mistakes += [{**one, "loc": (*at, *one["loc"])} for one in found]
        return None


def _errors(model: type[BaseModel], value: Any) -> list[Any]:
    mistakes: list[Any] = []
    _validated(model, value, (), mistakes)
    return mistakes


def _without_nodes(root: Written) -> Written:
    return root._replace(value={key: entry for key, entry in root.entries().items() if key != "nodes"})


def _key_errors(nodes: Mapping[str, Written]) -> list[Any]:
    """What is wrong with the ids of the nodes."""
    try:
        _IDS.validate_python(dict.fromkeys(nodes))
    except ValidationError as error:
        return [{**one, "loc": ("nodes", *one["loc"])} for one in error.errors(include_url=False)]
    return []


def _problem(error: Any, root: Written, sheet: Sheet) -> Problem:
    """One of pydantic's errors in our words, at the place it speaks of."""
    steps: tuple[str | int, ...] = error["loc"]
    is_key = bool(steps) and steps[-1] == "[key]"
    here = found_at(root, steps[:-1] if is_key else steps)
    code = _CODES.get(error["type"], "wrong-type")
    line, column = here.line, here.column
    if is_key or (code in _AT_KEY and not _is_value(steps)):
        line, column = here.key_line, here.key_column
    message, mend = _words(code, error, here, _key(steps))
    return sheet.problem(code, line, column, message, mend)


def _is_value(steps: tuple[str | int, ...]) -> bool:
    """Whether the last step leads to a value whose text is what is wrong, not its key."""
    return steps == ("id",) or isinstance(steps[-1], int)


def _key(steps: tuple[str | int, ...]) -> str:
    """The last key in a path."""
    return next((step for step in reversed(steps) if isinstance(step, str) and step != "[key]"), "")


def _words(code: str, error: Any, here: Written, key: str) -> tuple[str, str]:
    """What is said about an error, and what to write instead (or "")."""
    limits = error.get("ctx", {})
    match code:
        case "missing-key":
            return f"The key `{key}` is missing here.", f"Write `{key}:` with its value."
        case "unknown-key":
            return f"There is no key `{key}` here.", did_you_mean(key, _keys_beside(error["loc"]))
        case "unknown-word":
            return f"'{here.value}' cannot stand here; write {limits['expected']}.", ""
        case "bad-id":
            return f"'{error['input']}' is not an id.", ""
        case "empty":
            text = error["type"] == "string_too_short"
            return "There is no text here." if text else "There is nothing in here.", ""
        case "too-long":
            return f"This is longer than {limits.get('max_length', LONGEST_TEXT)} characters.", ""
        case "too-precise":
            return f"{limits['value']:g} has more than one digit after the point.", ""
        case "out-of-range":
            return f"{here.value} is {_limit(limits)}.", ""
    return _wrong_type(error, here)


def _limit(limits: Any) -> str:
    if "ge" in limits:
        return f"less than {limits['ge']:g}"
    return f"more than {limits['le']:g}" if "le" in limits else "not a number"


def _wrong_type(error: Any, here: Written) -> tuple[str, str]:
    wanted = _WANTED.get(error["type"], error["msg"])
    value = here.value
    if value is None:
        return f"Nothing is written here; {wanted} belongs here.", "Write it, or take the key away."
    if isinstance(value, bool | int | float):
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        mend = f'If {shown} is meant as text, write "{shown}".' if wanted.startswith("text") else ""
        return f"{shown} stands where {wanted} belongs.", mend
    kinds: dict[object, str] = {str: "Text", list: "A list", dict: "A map (keys with values)"}
    return f"{kinds[type(value)]} stands where {wanted} belongs.", ""


def _keys_beside(steps: Sequence[str | int]) -> list[str]:
    """The keys a scenario can have in the place of an unknown one."""
    fields = _fields_at(ScenarioShape, tuple(steps[:-1]))
    return list(fields.model_fields) if fields else []


def _fields_at(model: type[BaseModel], steps: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The model whose keys are allowed at the end of a path."""
    here = model
    for step in steps:
        field = here.model_fields.get(step) if isinstance(step, str) else None
        below = _model_in(field.annotation) if field else None
        here = below or here
    return here


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside a type such as dict[str, list[Model]] or Model | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = getattr(annotation, "__args__", ())
    return next((found for one in inner if (found := _model_in(one))), None)

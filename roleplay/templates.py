"""The small part of a client's line that changes: names and conditions, and nothing that could do harm."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment, Template, nodes

KINDS: Mapping[str, str] = {
    "client": "text",
    "band": "text",
    "day": "text",
    "learner": "text",
    "trust": "number",
    "visits": "number",
    "replies": "number",
}
"""The names a line can use, and what kind of value each is."""

FILTERS = ("upper", "lower", "capitalize", "title", "default", "round", "join", "first", "last")
"""The filters a line can use."""

LONGEST = 2000
"""How many characters a line can have, before and after it is filled in."""

_LONGEST_NAME = 200
_DEEPEST = 20
_ORDER = ("lt", "lteq", "gt", "gteq")


class _RefusedError(Exception):
    """Why a template cannot be used."""


def has_template(text: str) -> bool:
    """Whether a text holds anything to fill in."""
    return "{{" in text or "{%" in text or "{#" in text


def say(text: str, names: Mapping[str, object]) -> str:
    """The text with its names filled in, at most LONGEST characters; `names` has all the names of KINDS."""
    if not has_template(text):
        return text
    known = {name: _short(names[name]) for name in KINDS}
    return _compiled(text).render(known)[:LONGEST]


def names_at_first(client: str, trust: int, band: str) -> dict[str, object]:
    """The names as they are for somebody who comes for the first time and has given neither name nor day."""
    return {"client": client, "band": band, "day": "", "learner": "", "trust": trust / 10, "visits": 1, "replies": 1}


def prepare(text: str) -> None:
    """What is in the text to fill in is compiled, so that `say` is quick the first time too."""
    if has_template(text):
        _compiled(text)


def problems_in(text: str) -> list[str]:
    """Why a text cannot be filled in safely, a sentence each; an accepted text never fails."""
    if not has_template(text):
        return []
    if len(text) > LONGEST:
        return [f"A line with curly brackets has at most {LONGEST} characters."]
    from jinja2 import TemplateSyntaxError

    try:
        parsed = _environment().parse(text)
        return list(dict.fromkeys(_refusals(parsed, 0)))
    except TemplateSyntaxError as error:
        return [f"This cannot be understood: {error.message}."]
    except (RecursionError, ValueError, OverflowError):
        return ["This is too tangled to be understood."]


def _short(value: object) -> object:
    return value[:_LONGEST_NAME] if isinstance(value, str) else value


@cache
def _environment() -> "Environment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.globals.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    environment.filters["first"] = lambda text: text[:1]
    environment.filters["last"] = lambda text: text[-1:]
    environment.tests = {}
    return environment


@lru_cache(maxsize=1024)
def _compiled(text: str) -> "Template":
    """A checked text, compiled; an unchecked one never gets here."""
    if refused := problems_in(text):
        raise ValueError(refused[0])
    return _environment().from_string(text)


def _refusals(node: "nodes.Node", depth: int) -> Iterator[str]:
    """What has to be refused in a piece of a template and everything below it."""
    from jinja2 import nodes

    if depth > _DEEPEST:
        yield "Conditions are nested too deeply."
    elif isinstance(node, nodes.TemplateData):
        return
    elif isinstance(node, nodes.Expr):
        try:
            _kind(node, depth)
        except _RefusedError as refused:
            yield str(refused)
    elif isinstance(node, nodes.Template | nodes.Output | nodes.If):
        for child in node.iter_child_nodes():
            yield from _refusals(child, depth + 1)
    else:
        yield f"`{type(node).__name__.lower()}` cannot be used here."


def _kind(node: "nodes.Expr", depth: int) -> str:
    """What an expression gives: "text", "number" or "either"; refuses what could fail or grow."""
    from jinja2 import nodes

    if depth > _DEEPEST:
        raise _RefusedError("This is nested too deeply.")
    if isinstance(node, nodes.Name):
        return _kind_of_name(node.name)
    if isinstance(node, nodes.Const):
        return _kind_of_constant(node.value)
    if isinstance(node, nodes.Compare):
        return _kind_of_comparison(node, depth)
    if isinstance(node, nodes.Filter):
        return _kind_of_filter(node, depth)
    if isinstance(node, nodes.Not):
        _kind(node.node, depth + 1)
        return "number"
    if isinstance(node, nodes.And | nodes.Or):
        return _both(_kind(node.left, depth + 1), _kind(node.right, depth + 1))
    if isinstance(node, nodes.CondExpr):
        return _kind_of_choice(node, depth)
    raise _RefusedError(f"`{type(node).__name__.lower()}` cannot be used here.")


def _kind_of_name(name: str) -> str:
    if name not in KINDS:
        raise _RefusedError(f"There is no name '{name}' here; the names are {', '.join(KINDS)}.")
    return KINDS[name]


def _kind_of_constant(value: object) -> str:
    if isinstance(value, str):
        return "text"
    if isinstance(value, bool | int | float):
        return "number"
    raise _RefusedError(f"`{value}` cannot be used here.")


def _both(one: str, other: str) -> str:
    return one if one == other else "either"


def _kind_of_choice(node: "nodes.CondExpr", depth: int) -> str:
    if node.expr2 is None:
        raise _RefusedError("An `if` inside {{ }} needs an `else`.")
    _kind(node.test, depth + 1)
    return _both(_kind(node.expr1, depth + 1), _kind(node.expr2, depth + 1))


def _kind_of_comparison(node: "nodes.Compare", depth: int) -> str:
    left = _kind(node.expr, depth + 1)
    for operand in node.ops:
        right = _kind(operand.expr, depth + 1)
        if operand.op in _ORDER and (left != right or left == "either"):
            raise _RefusedError("A number can only be compared with a number, and a text with a text.")
        if operand.op in ("in", "notin") and (left, right) != ("text", "text"):
            raise _RefusedError("`in` asks whether a text stands in another text.")
        left = right
    return "number"


def _kind_of_filter(node: "nodes.Filter", depth: int) -> str:
    from jinja2 import nodes

    if node.name not in FILTERS or node.node is None:
        raise _RefusedError(f"There is no filter '{node.name}' here; the filters are {', '.join(FILTERS)}.")
    kind = _kind(node.node, depth + 1)
    arguments = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
    if len(arguments) != len(node.args) or node.kwargs or node.dyn_args or node.dyn_kwargs:
        raise _RefusedError(f"The filter '{node.name}' takes plain values only.")
    if not _fits(node.name, arguments):
        raise _RefusedError(f"The filter '{node.name}' cannot be used with these values.")
    if node.name == "default":
        return _both(kind, _kind_of_constant(arguments[0]))
    if kind != ("number" if node.name == "round" else "text"):
        raise _RefusedError(f"The filter '{node.name}' cannot be used on this.")
    if node.name in ("join", "round") and not isinstance(node.node, nodes.Name):
        raise _RefusedError(f"The filter '{node.name}' can only follow a name.")
    return kind


def _fits(name: str, arguments: list[object]) -> bool:
    """Whether a filter can take these values: few, short and of the right kind."""
    if any(isinstance(value, str) and len(value) > _LONGEST_NAME for value in arguments):
        return False
    match name, arguments:
        case "round", []:
            return True
        case "round", [int(digits)]:
            return 0 <= digits <= 3
        case "default", [str() | int() | float()] | [str() | int() | float(), bool()]:
            return True
        case "join", []:
            return True
        case "join", [str(between)]:
            return len(between) <= _DEEPEST
    return name not in ("round", "default", "join") and not arguments

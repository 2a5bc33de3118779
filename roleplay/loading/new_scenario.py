"""A small scenario to begin with, which checks clean, plays, and explains itself."""

import re
from pathlib import Path

from roleplay.loading.schema import schema_text

_TEMPLATE = Path(__file__).parents[1] / "catalogue" / "new-scenario.yaml"
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST = 60
SCHEMA = "scenario.schema.json"


class CannotMakeError(Exception):
    """Why nothing was made, in a sentence for the author."""


def new_text(name: str, file: str) -> str:
    """The text of a new scenario with this id, as it will stand in this file."""
    title = name.replace("-", " ").capitalize()
    text = _TEMPLATE.read_text(encoding="utf-8")
    for key, value in (("id", name), ("title", f'"{title}"'), ("file", file)):
        text = text.replace(f"{{{key}}}", value)
    return text


def make(name: str, folder: str) -> Path:
    """Write a new scenario, and beside it the schema that its editor reads; raises CannotMakeError.

    A file that is there is never overwritten.
    """
    if not _ID.fullmatch(name) or len(name) > _LONGEST:
        raise CannotMakeError(f"{name!r} is no id. Write lower-case words joined with hyphens, such as first-coffee.")
    path = Path(folder) / f"{name}.yaml"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(new_text(name, str(path)))
    except FileExistsError:
        raise CannotMakeError(f"{path} is there already; nothing was changed.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CannotMakeError(f"{path} cannot be written: {reason}.") from error
    _put_schema(path.parent)
    return path


def _put_schema(folder: Path) -> None:
    """The schema is beside the scenario, unless one is there or it cannot be."""
    try:
        with (folder / SCHEMA).open("x", encoding="utf-8", newline="\n") as file:
            file.write(schema_text())
    except OSError:
        return

"""`roleplay check`: every problem of every scenario file, for people, for programs or for a code-hosting service."""

import os
import sys
from collections.abc import Iterator, Sequence

from roleplay import library
from roleplay.checking.checked import check_file
from roleplay.nearest import did_you_mean
from roleplay.safe_text import visible
from roleplay.scenario import Scenario
from roleplay.shells.check_forms import FORMS, write_out
from roleplay.shells.playing import complain
from roleplay.shells.telling import counted

_ENDINGS = (".yaml", ".yml")


class NothingToCheckError(Exception):
    """A path leads to no scenario; the message is one sentence for the author."""


def check(paths: Sequence[str], form: str, *, strict: bool) -> int:
    """Check files, folders or the shipped scenarios; 0 if clean, 1 with problems, 2 where a path leads nowhere.

    Warnings count as problems only if `strict`.
    """
    try:
        files = list(dict.fromkeys(file for path in paths or library.shipped() for file in _files(path)))
    except NothingToCheckError as error:
        return complain(str(error))
    errors, warnings = FORMS[form](map(check_file, files))
    return 1 if errors or (strict and warnings) else 0


def witness(paths: Sequence[str], node: str, seed: int) -> int:
    """Print replies that really lead to a node, one a line; 1 where there are none, 2 where there is no such node."""
    try:
        files = [file for path in paths for file in _files(path)]
    except NothingToCheckError as error:
        return complain(str(error))
    if len(files) != 1:
        return complain("Replies are looked for in one scenario at a time: name one file.")
    loaded = library.load(files[0])
    if loaded.scenario is None:
        return complain(f"{files[0]} has errors; `roleplay check {files[0]}` shows them.")
    if node not in loaded.scenario.nodes:
        return complain(f"'{node}' is not a node of {files[0]}. {did_you_mean(node, loaded.scenario.nodes)}".rstrip())
    return _search(loaded.scenario, files[0], node, seed)


def _search(scenario: Scenario, file: str, node: str, seed: int) -> int:
    from roleplay.checking.witness import witness_of
    from roleplay.exploring.findings import findings
    from roleplay.exploring.proof import prove

    proof = prove(scenario)
    if not proof.entered(node):
        why = [one.message for one in findings(scenario, proof) if (one.kind, one.node) == ("blocked-node", node)]
        return _without(why[0] if why else f"No transition leads to '{node}'.")
    found, least = witness_of(scenario, proof, node, seed)
    if found is None:
        return _without(f"'{node}' is possible in principle; no replies were found that lead there.")
    write_out("".join(f"{visible(reply)}\n" for reply in found))
    replies = counted(len(found), "reply leads", "replies lead")
    fewer = "" if len(found) == least else f" No fewer were found, and {least} or more are needed."
    _note(f"{replies} to '{node}'.{fewer} To play them: roleplay play {file} --seed {seed} --replies FILE")
    return 0


def _without(message: str) -> int:
    _note(message)
    return 1


def _note(message: str) -> None:
    """Beside what is printed, so that the replies alone go into a file."""
    sys.stderr.write(f"{visible(message)}\n")


def _files(path: str) -> Iterator[str]:
    """The scenario files that a path, or the id of a shipped scenario, stands for."""
    if os.path.isdir(path):
        inside = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names]
        found = sorted(file for file in inside if file.endswith(_ENDINGS))
        if not found:
            raise NothingToCheckError(f"There is no scenario file in the folder '{path}'.")
        yield from found
        return
    file = library.find(path) or (path if os.path.exists(path) else None)
    if file is None:
        near = library.similar(path)
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        raise NothingToCheckError(f"There is no scenario, file or folder '{path}'.{meant}")
    yield _short(file)


def _short(file: str) -> str:
    """The path from here, where the file lies below; as it is, where it does not."""
    try:
        near = os.path.relpath(file)
    except ValueError:  # on another drive
        return file
    return file if near.startswith(os.pardir) else near

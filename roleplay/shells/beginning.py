"""`roleplay new` and `roleplay schema`: what an author needs to begin."""

import sys

from roleplay.loading.new_scenario import CannotMakeError, make
from roleplay.loading.schema import schema_text
from roleplay.safe_text import visible
from roleplay.shells.playing import complain


def make_scenario(name: str, folder: str) -> int:
    """Make a small scenario; gives the exit code."""
    try:
        path = make(name, folder)
    except CannotMakeError as error:
        return complain(str(error))
    print(visible(f"{path} is ready. Play it:    roleplay play {path}\nThen open it in an editor; it explains itself."))
    return 0


def print_schema() -> int:
    """Print the schema of a scenario file; gives the exit code."""
    sys.stdout.write(schema_text())
    return 0

"""Where a finished report goes: the screen, a file that is whole or not there, or a browser."""

import os
import sys
from typing import TYPE_CHECKING

from roleplay.keeping.retention import reports_folder
from roleplay.shells.playing import complain

if TYPE_CHECKING:
    from roleplay.shells.reviewing import Wish, _Page


def deliver(wish: "Wish", page: "_Page", folder: str) -> int:
    """Put the page where it was wanted; gives the exit code."""
    path = wish.output
    if path is None and (wish.opens or (wish.form == "html" and sys.stdout.isatty())):
        ending = "txt" if wish.form == "text" else wish.form
        path = os.path.join(reports_folder(folder), f"{page.name}.{ending}")
    if path is None or path == "-":
        return _print(wish, page)
    return _write(page, path) or _tell(wish, path)


def _print(wish: "Wish", page: "_Page") -> int:
    if wish.form == "text":
        page.show()
        return 0
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(page.text().encode(encoding, "backslashreplace").decode(encoding))
    return 0


def _write(page: "_Page", path: str) -> int:
    """Write the page beside its place and move it there; 0 if it is there."""
    from roleplay.scoring.output import written_whole

    # Made before anything is opened, so that no error in it can leave an empty file.
    text = page.text().encode("utf-8", "backslashreplace")
    try:
        with written_whole(path) as file:
            file.write(text)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return complain(f"{path} cannot be written: {reason}. Nothing was changed there.")
    return 0


def _tell(wish: "Wish", path: str) -> int:
    from roleplay.safe_text import visible

    sys.stderr.write(visible(f"Written: {path}") + "\n")
    if wish.opens:
        import webbrowser
        from pathlib import Path

        if not webbrowser.open(Path(path).absolute().as_uri()):
            return complain("No browser could be opened; the file is there to be opened by hand.")
    return 0

"""Where a learner's conversations are kept, and whether that place can be used."""

import os
import sys

from roleplay.errors import StoreError, store_error_for

DATABASE = "roleplay.db"
"""The name of the database file in the data folder."""

APPLICATION_ID = 0x524F4C45
"""Marks an SQLite file as ours ("ROLE"), at byte 68 of the file."""

SCHEMA_VERSION = 1
"""The version of the tables this program reads and writes, at byte 60 of the file."""

_MAGIC = b"SQLite format 3\0"


def data_folder(given: str | None = None) -> str:
    """The folder to keep things in: the one given, else ROLEPLAY_HOME, else the user's own data folder."""
    chosen = given or os.environ.get("ROLEPLAY_HOME") or os.path.join(_user_data(), "roleplay")
    return os.path.abspath(os.path.expanduser(chosen))


def database_file(folder: str) -> str:
    """The path of the database in a data folder."""
    return os.path.join(folder, DATABASE)


def prepare(folder: str) -> None:
    """The folder exists and can be written, and what is kept in it can be read by this program.

    A folder that is made here is open to its owner only. Raises StoreError; nothing kept is ever changed.
    """
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise StoreError(f"{folder} cannot be a folder for your sessions, because a file is in its place.") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"The folder {folder!r} cannot be made: {_reason(error)}.") from error
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise StoreError(f"The folder {folder} cannot be written, so nothing can be kept there.")
    check_database(database_file(folder))


def check_database(path: str) -> None:
    """The file is absent, empty or a roleplay database that this program can read; else StoreError."""
    try:
        with open(path, "rb") as file:
            header, size = file.read(100), os.fstat(file.fileno()).st_size
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {_reason(error)}.") from error
    if not os.access(path, os.W_OK):
        raise store_error_for("SQLITE_READONLY", path)
    if size:
        _check_header(path, header, size)


def check_marks(path: str, application_id: int, version: int) -> None:
    """The two marks of a file are ours and not from a newer program; else StoreError."""
    if application_id != APPLICATION_ID:
        raise StoreError(f"{path} is not a roleplay database; it was left as it is.")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was made by a newer roleplay (format {version}, this one reads {SCHEMA_VERSION}); "
            "update to read it; nothing was changed."
        )


def _check_header(path: str, header: bytes, size: int) -> None:
    if len(header) < 100 or not header.startswith(_MAGIC):
        raise store_error_for("SQLITE_NOTADB", path)
    check_marks(path, _number(header, 68), _number(header, 60))
    # A change that was cut short lies in one of these files, and SQLite finishes or undoes it.
    cut_short = _has_content(path + "-wal") or _has_content(path + "-journal")
    if size < _whole_size(header) and not cut_short:
        raise store_error_for("SQLITE_CORRUPT", path)


def _whole_size(header: bytes) -> int:
    """The bytes that the file should have, by its own count of pages."""
    page = int.from_bytes(header[16:18], "big")
    return (65536 if page == 1 else page) * _number(header, 28)


def _number(header: bytes, start: int) -> int:
    return int.from_bytes(header[start : start + 4], "big")


def _has_content(path: str) -> bool:
    try:
        return os.stat(path).st_size > 0
    except OSError:
        return False


def _reason(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _user_data() -> str:
    """The folder that the system keeps for a user's data."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Application Support")
    xdg = os.environ.get("XDG_DATA_HOME", "")
    # The XDG specification: a path that is not absolute is ignored.
    return xdg if os.path.isabs(xdg) else os.path.join(home, ".local", "share")

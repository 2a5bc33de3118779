"""What is said to the learner when a conversation cannot be kept or found again."""


class StoreError(Exception):
    """The data folder cannot be used as asked; the message is one sentence for the learner."""


class SessionBusy(StoreError):  # noqa: N818 - it is a state of the session, and nothing went wrong
    """The session is open in another terminal."""


_LOCKED = "{path} is locked by another program; nothing was changed, so try again when that has finished."
_NOT_YOURS = "{path} is not yours to read or write; nothing was changed."
_SENTENCES = {
    "FULL": "The disk is full: {path} takes no more until there is room; everything kept before is safe.",
    "READONLY": "{path} is read-only, so nothing can be kept there; nothing was changed.",
    "PERM": _NOT_YOURS,
    "AUTH": _NOT_YOURS,
    "CANTOPEN": "{path} cannot be opened; nothing was changed.",
    "CORRUPT": "{path} is damaged; it was left as it is, so that what is in it may still be rescued.",
    "NOTADB": "{path} is damaged or not a roleplay database; it was left as it is.",
    "BUSY": _LOCKED,
    "LOCKED": _LOCKED,
    "PROTOCOL": _LOCKED,
    "IOERR": "{path} could not be read or written (is the disk full?); everything kept before was left.",
    "TOOBIG": "This is too long to be kept in {path}; nothing was changed.",
}


def store_error_for(code: str, path: str) -> StoreError:
    """The error to show for an SQLite result such as "SQLITE_FULL" or "SQLITE_IOERR_WRITE"."""
    kind = code.removeprefix("SQLITE_").partition("_")[0]
    sentence = _SENTENCES.get(kind, "{path} cannot be used ({code}); what was kept before was left as it is.")
    return StoreError(sentence.format(path=path, code=code or "no reason given"))

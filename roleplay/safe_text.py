"""Text from outside made safe to show: nothing in it can move a cursor, hide words or turn them round."""

_JOINERS = "\u200c\u200d"  # needed inside emoji and in several scripts


def visible(text: str) -> str:
    """The same text with every control, bidi and invisible format character written out, as "<U+202E>"."""
    if _is_plain(text):
        return text
    return "".join(f"<U+{ord(char):04X}>" if is_unsafe(char) else char for char in text)


def flattened(text: str) -> str:
    """The same text with every unsafe character replaced by one U+FFFD, so that columns hold."""
    if _is_plain(text):
        return text
    return "".join("\N{REPLACEMENT CHARACTER}" if is_unsafe(char) else char for char in text)


def _is_plain(text: str) -> bool:
    """Whether a text can be seen to be safe at a glance."""
    return text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable()


def is_unsafe(char: str) -> bool:
    """Whether a character could act on a screen instead of being seen; newline and tab may stay."""
    if char.isprintable() or char in "\n\t" or char in _JOINERS:
        return False
    from unicodedata import category

    return category(char) in ("Cc", "Cf", "Cs")

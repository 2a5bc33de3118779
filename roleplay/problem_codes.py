"""Every kind of mistake a scenario file can have: what it means, and how to mend it."""

from collections.abc import Mapping
from typing import NamedTuple


class Code(NamedTuple):
    """One kind of problem: its severity, what it means and how it is mended, a sentence each."""

    severity: str
    means: str
    mend: str


def _error(means: str, mend: str) -> Code:
    return Code("error", means, mend)


def _warning(means: str, mend: str) -> Code:
    return Code("warning", means, mend)


CODES: Mapping[str, Code] = {
    # the file itself
    "cannot-read": _error("The file is not there or cannot be opened.", "Check the name and the folder."),
    "too-large": _error("The file is larger than a scenario can be.", "Split it into several scenarios."),
    "not-utf-8": _error("The file is not saved as UTF-8 text.", "Save it again with the encoding UTF-8."),
    "control-character": _error(
        "There is an invisible character that could upset a screen.",
        "Delete it, and type the text around it again.",
    ),
    "empty-file": _error("The file holds nothing.", "Start with the small example in the authors' guide."),
    "yaml-syntax": _error(
        "The file cannot be read from here on.",
        "Check the spaces at the start of the line, the quotes and brackets.",
    ),
    "second-document": _error("A second document begins here.", "Take the line `---` away: one file, one scenario."),
    "duplicate-key": _error("The same key stands twice in one place.", "Keep one of the two."),
    "bad-key": _error("A key has to be one plain text.", "Write a word before the colon."),
    "alias": _error("Anchors (&) and aliases (*) are not used here.", "Write the text out, or put it in quotes."),
    "tag": _error("Tags (!) are not used here.", "Take the tag away, or put the text in quotes."),
    "too-deep": _error("Things are nested too deeply.", "Close the brackets you opened."),
    # the shape of what is written
    "wrong-type": _error("Another kind of value belongs here.", "Write the kind of value the message asks for."),
    "missing-key": _error("A key that every scenario needs is missing.", "Add the key with its value."),
    "unknown-key": _error("There is no key of this name here.", "Check the spelling, or take the key away."),
    "unknown-word": _error("Only certain words can stand here.", "Choose one of the words in the message."),
    "out-of-range": _error("A number is too small or too large.", "Write a number within the limits."),
    "too-precise": _error("Trust has one digit after the point at most.", "Round the number."),
    "bad-id": _error(
        "An id is made of lower-case letters and digits, joined with hyphens.",
        "Write it like `first-coffee`.",
    ),
    "id-and-file": _error("The id and the name of the file differ.", "Give both the same name."),
    "empty": _error("Something has to be written here.", "Write it, or take the key away."),
    "too-long": _error("A text is longer than anybody would say or read.", "Shorten it, or make it several nodes."),
    # names that have to fit together
    "unknown-start": _error(
        "The conversation starts at a node that is not there.", "Write the id of one of the nodes."
    ),
    "unknown-target": _error("A transition leads to a node that is not there.", "Write the id of one of the nodes."),
    "unknown-node": _error("A node is named that is not there.", "Write the id of one of the nodes."),
    "unknown-skill": _error("There is no skill or misstep of this name.", "Take a name from the list of skills."),
    "unknown-act": _error("A client's line cannot do this.", "Take a name from the list of acts."),
    "unknown-voice": _error("A client has no such voice.", "Use closed, guarded, tentative, working, open or rupture."),
    "unknown-flag": _error(
        "A guard waits for a flag that no transition sets.", "Set it with `sets`, or check the spelling."
    ),
    # the way through the conversation
    "then-or-ending": _error("A node needs either `then` or `ending`, and not both.", "Keep the one you mean."),
    "no-fallback": _error(
        "The last transition has a `when`, so it could be that none opens.",
        "Add a last transition without `when`.",
    ),
    "after-fallback": _error(
        "A transition without `when` is always taken, so this one never is.",
        "Move the one without `when` to the end.",
    ),
    "impossible-guard": _error(
        "`trust_at_least` is above `trust_at_most`, so the guard never holds.",
        "Swap or change the two numbers.",
    ),
    "only-rupture": _error(
        "The client has a line for a hurt only.", "Add a line for at least one of the other voices."
    ),
    "empty-marker": _error("A marker needs something that reaches it.", "Add `any_skill` or `nodes`."),
    "no-ending": _error("The conversation can never end.", "Give a node that can be reached an `ending`."),
    "no-way-out": _warning("From this node no ending can be reached.", "Add a transition that leads on."),
    "unreachable-node": _warning("No transition leads to this node.", "Lead there with `to`, or take the node away."),
    # the lines
    "bad-template": _error(
        "What stands between the curly brackets cannot be used.",
        "Use only the names and filters of the guide.",
    ),
    "open-narration": _warning("An asterisk has no partner.", "Put an asterisk before and after what is seen."),
}
"""Each code with what it means and how to mend it; the authors' guide lists them all."""

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
    "no-opt-in": _error(
        "A very hard scenario begins only after a second yes, and there is nothing to say yes to.",
        "Write `opt_in` with what will come up.",
    ),
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
    # what the proof of every way through shows
    "blocked-node": _warning(
        "Transitions lead to this node, and none of them can ever be taken.",
        "Ask for less on the way there, or give trust more room to grow before.",
    ),
    "never-true": _warning("This guard can never hold here.", "Ask for something that can be, or take it away."),
    "always-true": _warning(
        "This guard always holds here, so nothing below it is ever taken.",
        "Ask for more, or leave out the `when` and what is below.",
    ),
    "endless-loop": _warning(
        "Nobody gets out of this loop to an ending.", "Give one of its nodes a way on that can open."
    ),
    "only-worst": _warning(
        "From here only the worst ending can follow, even with all the trust there could be.",
        "Let trust decide here too, or lead here only when it is low.",
    ),
    # replies that are meant as examples
    "model-reply": _warning(
        "A model reply does not raise trust where it stands.",
        "Say it so that it can be heard, or add its words to `about`.",
    ),
    "trap-reply": _warning(
        "A reply that falls into a trap does not lower trust.",
        "Make the misstep plainer, or take the reply away.",
    ),
    # the lines
    "bad-template": _error(
        "What stands between the curly brackets cannot be used.",
        "Use only the names and filters of the guide.",
    ),
    "open-narration": _warning("An asterisk has no partner.", "Put an asterisk before and after what is seen."),
    # the words
    "placeholder": _warning("A text still has to be written.", "Write it."),
    "hard-to-read": _warning("A text is harder to read than grade 8.", "Use shorter sentences and plainer words."),
    "too-many-words": _warning("A text is too long for its place.", "Say less, or say it in two steps."),
    "stigma-term": _warning(
        "A word reduces people to one thing about them.",
        "Say what the person lives with, or add the word to `own_terms` if it is their own.",
    ),
    "no-strengths": _warning(
        "The client has troubles and no strengths.", "Add `strengths`: what they are good at, in their own life."
    ),
    "unmarked-risk": _warning(
        "A line may be a sign of danger and is not marked as one.",
        "Add `risk_cue` to `acts` and a question about safety to `needs`, or use other words.",
    ),
    "no-support": _warning(
        "A sign of danger stands where nothing asks about it.",
        "Add `safety_question` or `safety_support` to `needs`.",
    ),
    "no-content-note": _warning(
        "Something hard comes up, and learners are not told before.", "Say in `content_note` what will come up."
    ),
    "punishing-ending": _warning(
        "An ending makes the client pay for what a learner did.",
        "Let them stay safe and able, whatever was said.",
    ),
}
"""Each code with what it means and how to mend it; the authors' guide lists them all."""

"""What a learner who replays is told of the edits that an author has made since."""

from collections.abc import Sequence

from roleplay.changes import Change
from roleplay.keeping.attempts import Attempt
from roleplay.shells.telling import Paragraph, Told, counted

_GOES_ON = {
    "edited": "You go on with the scenario as it is today (--as-it-was takes it as it was).",
    "asked": "You go on with the scenario as it was then.",
    "file_gone": "The file of this scenario is no longer there. You go on with the scenario as it was then.",
    "unreadable": "The file of this scenario has mistakes now. You go on with the scenario as it was then.",
    "node_gone": "The conversation cannot go on from here in the scenario as it is today, so you go on with it as it "
    "was then.",
}

_KINDS = {
    "node_gone": "the beat {node} is gone",
    "node_new": "the beat {node} is new",
    "line_changed": "at {node}, what the client says was changed",
    "guard_changed": "at {node}, when it leads to {what} was changed",
    "transition_gone": "at {node}, the way to {what} is gone",
    "transition_new": "at {node}, there is a new way to {what}",
    "ending_changed": "the ending {node} was changed",
    "helping_changed": "at {node}, what helps or tempts was changed",
    "temperament_changed": "who the client is or how they trust was changed",
}


def told_changes(again: Attempt) -> Told:
    """What the author has changed since, first where the old conversation came through."""
    if again.goes_on_with == "same":
        return ()
    told = [Paragraph("warning", line) for line in _listed(again.here, again.elsewhere)]
    told.append(Paragraph("note", _GOES_ON[again.why_kept or "edited"]))
    if again.line_differs:
        told.append(
            Paragraph("note", "The line you answer reads differently today; here it stands as it was said then.")
        )
    return tuple(told)


def _listed(here: Sequence[Change], elsewhere: int) -> list[str]:
    said = [_KINDS[change.kind].format(node=change.node, what=change.what) for change in here]
    if not said and not elsewhere:
        return ["The scenario file was edited since, but not in what is said or where it leads."]
    more = f"; {counted(elsewhere, 'change', 'changes')} elsewhere" if elsewhere else ""
    if not said:
        return [f"The scenario was edited since: {counted(elsewhere, 'change', 'changes')}, none on your way."]
    return [f"The scenario was edited since: {'; '.join(said[:12])}{more}."]

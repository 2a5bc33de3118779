"""Runs played once more word for word, as a learner would play them, with all that was said before in the ear."""

from collections.abc import Mapping

from roleplay.playtest.runs import Played
from roleplay.playtest.tally import NO_ENDING, Example
from roleplay.practice import Practice
from roleplay.scenario import Scenario


def confirmed(scenario: Scenario, played: Played) -> Mapping[str, str]:
    """For the ending of each example, the node at which the same replies stop in a real conversation."""
    examples = played.everybody.examples
    return {ending: stops_at(scenario, one) for ending, one in examples.items() if ending != NO_ENDING}


def stops_at(scenario: Scenario, example: Example) -> str:
    """The node at which a real conversation with these replies stops."""
    practice = Practice(scenario, "", "", example.seed)
    for reply in example.replies:
        practice.reply(reply, "")
    return practice.state.node

"""The slash commands of a conversation: what each answers, whichever screen it is typed on."""

from typing import NamedTuple

from roleplay.practice import Practice
from roleplay.shells import support, telling
from roleplay.shells.telling import Paragraph, Told

COMMANDS = {
    "/help": "what you can type here",
    "/hint": "what would help at this point; once more for a model reply",
    "/why": "the last change of trust taken apart, with your words",
    "/trust": "where trust stands",
    "/undo": "take the last reply back and say it differently; the first try stays on record",
    "/skip": "pass over this moment; trust stays, and it counts neither way",
    "/pause": "stop the clock; nothing moves until you come back",
    "/support": "crisis and help lines",
    "/quit": "leave; everything is kept, and you can go on later",
}


class Ordered(NamedTuple):
    """What a command answers, and what the screen has to do: "", "undo", "skip", "pause" or "quit"."""

    told: Told
    action: str = ""


class Desk:
    """Answers commands during one practice; remembers how often a hint was asked for at each line."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._asked: dict[int, int] = {}

    def is_command(self, text: str) -> bool:
        """Whether a line is meant as a command: it begins with a slash and a letter."""
        text = text.strip()
        return text.startswith("/") and text[1:2].isalpha()

    def order(self, text: str) -> Ordered:
        """What the command in this line comes to."""
        name = text.strip().split()[0].lower()
        if name in ("/exit", "/leave", "/q"):
            name = "/quit"
        if name not in COMMANDS:
            return Ordered(self._unknown(name))
        answer: Ordered = getattr(self, f"_{name[1:]}")()
        return answer

    def hides_trust(self) -> bool:
        """Whether trust is not to be told yet."""
        return self._practice.hide_trust and not self._practice.is_over

    def _unknown(self, name: str) -> Told:
        from roleplay.nearest import nearest

        near = nearest(name, list(COMMANDS), 1)
        meant = f" Did you mean {near[0]}?" if near else ""
        return telling.note(f"There is no {name} here.{meant} /help shows what there is.")

    def _help(self) -> Ordered:
        told = [Paragraph("heading", "Just type what you would say, and press Enter.")]
        told += [Paragraph("note", f"{name:<9} {meaning}") for name, meaning in COMMANDS.items()]
        return Ordered(tuple(told))

    def _hint(self) -> Ordered:
        node = self._practice.node
        place = len(self._practice.turns)
        asked = self._asked.get(place, 0)
        self._asked[place] = asked + 1
        if asked:
            return Ordered(telling.model_reply(node.model_replies, asked - 1))
        told = telling.hint(node.hint, node.needs)
        more = telling.note("Type /hint again for one way to say it.") if node.model_replies else ()
        return Ordered((*told, *more))

    def _why(self) -> Ordered:
        if self.hides_trust():
            return Ordered(telling.hidden_until_the_end())
        turns = self._practice.turns
        if not turns:
            return Ordered(telling.note("You have not said anything yet, so nothing has moved."))
        return Ordered(telling.why(self._practice.scenario, turns[-1]))

    def _trust(self) -> Ordered:
        if self.hides_trust():
            return Ordered(telling.hidden_until_the_end())
        return Ordered(telling.standing_in_words(self._practice.client, self._practice.state))

    def _undo(self) -> Ordered:
        if not self._practice.turns:
            return Ordered(telling.note("There is nothing to take back yet."))
        return Ordered((), "undo")

    def _skip(self) -> Ordered:
        return Ordered((), "skip")

    def _pause(self) -> Ordered:
        told = telling.note("Paused. Nothing moves until you press Enter. Everything so far is kept; /quit leaves.")
        return Ordered(told, "pause")

    def _support(self) -> Ordered:
        return Ordered(support.support_card())

    def _quit(self) -> Ordered:
        return Ordered((), "quit")

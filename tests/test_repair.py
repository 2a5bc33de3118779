"""Making good after a hurt: the parts of a repair, and what takes them back."""

import pytest

from roleplay.ears.listening import listen
from tests.client_lines import LINES

PARTS = {
    "repair_acknowledgement": 0.3,
    "repair_ownership": 0.3,
    "repair_exploration": 0.2,
    "repair_amends": 0.2,
}


def heard(reply: str) -> dict[str, float]:
    return {use.skill: use.confidence for use in listen(reply, LINES["D"]).skill_uses}


def quality(reply: str) -> float:
    uses = heard(reply)
    return sum(part * uses.get(name, 0) for name, part in PARTS.items())


@pytest.mark.parametrize(
    ("about", "reply"),
    [
        (0.6, "I said Tuesday and I didn't call. You sat by the phone, and that's on me."),
        (
            0.8,
            "You're right. I let you down, and after all the others that must have landed hard. What was it like?",
        ),
        (
            0.8,
            "I messed up. No excuse. Can I tell you what I'm going to do differently and you tell me if it's enough?",
        ),
        (0.8, "that was me pushing, not listening. im sorry. how are you w that?"),
        (
            1.0,
            "I used a label for you just now. That was wrong of me, and it's not how I see you. "
            "What would you like me to say instead?",
        ),
        (
            1.0,
            "I told my supervisor more than you'd agreed to. I broke that. "
            "I want to hear what it did, and here's what I'm changing.",
        ),
        (0.6, "I AM SO SORRY I MISSED TUESDAY. YOU SAT BY THE PHONE AND THAT IS ON ME."),
        (0.6, "Damn, Tuesday must have sucked. I said I'd call and I didn't."),
        (0.6, "I had it in my calendar wrong, and that left you waiting. That's on me."),
        (0.15, "Sorry about Tuesday."),
        (0.0, "I'm sorry you feel that way."),
        (0.0, "Sorry, but I had three other people that day."),
        (0.0, "Sorry if I messed up."),
    ],
)
def test_a_repair_is_as_whole_as_its_parts(about: float, reply: str) -> None:
    assert quality(reply) == pytest.approx(about, abs=0.2)


@pytest.mark.parametrize(
    "reply",
    [
        "I was wrong, but I was really busy.",
        "My mistake, but you could have called too.",
        "That's on me, but it's policy.",
        "I should have called but I had twelve people.",
    ],
)
def test_what_is_owned_and_taken_back_at_once_is_defence(reply: str) -> None:
    assert "repair_ownership" not in heard(reply)
    assert "defensiveness" in heard(reply)


@pytest.mark.parametrize(
    "reply",
    [
        "You said I was wrong about you.",
        "Tell me if I messed up.",
        "It's not my fault.",
    ],
)
def test_words_of_ownership_that_own_nothing_are_not_heard(reply: str) -> None:
    assert "repair_ownership" not in heard(reply)


def test_a_reason_before_the_ownership_takes_nothing_back() -> None:
    uses = heard("I had it in my calendar wrong, and that left you waiting. That's on me.")
    assert "repair_ownership" in uses
    assert "defensiveness" not in uses


def test_a_small_promise_is_amends_while_a_hurt_is_open() -> None:
    reply = "I'll call Thursday at 2. If I can't, I'll text before 2."
    assert "repair_amends" in heard(reply)
    assert "repair_amends" not in {use.skill for use in listen(reply, LINES["A"]).skill_uses}

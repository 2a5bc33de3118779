"""One conversation made elsewhere, turn by turn."""

from roleplay.behaviours import default_rules
from roleplay.scoring.fold import Fold, Temperament
from roleplay.trust import RUPTURE_STRAIN

AVERAGE = Temperament(default_rules())


def fold(*said: str) -> Fold:
    """A conversation in which the client has said these lines one after the other."""
    made = Fold(AVERAGE)
    for line in said:
        made.client_says(line)
    return made


def test_lines_in_a_row_are_answered_as_one() -> None:
    assert fold("I drank Saturday.", " ", "Eleven months, gone.").context().line == (
        "I drank Saturday.\nEleven months, gone."
    )


def test_a_million_words_in_a_row_are_still_one_short_line() -> None:
    assert len(fold(*["word " * 500] * 400).context().line) < 5_000


def test_replies_in_a_row_answer_the_same_line() -> None:
    made = fold("I drank Saturday.")
    made.reply("What happened on Saturday?")
    assert made.context().line == "I drank Saturday."
    assert made.context().replies == ("What happened on Saturday?",)


def test_a_line_after_a_reply_is_a_new_one() -> None:
    made = fold("I drank Saturday.")
    made.reply("What happened on Saturday?")
    made.client_says("My sister came.")
    assert (made.context().line, made.context().earlier) == ("My sister came.", ("I drank Saturday.",))


def test_a_hurt_stays_open_in_what_is_answered_next() -> None:
    made = fold("I drank Saturday.")
    while made.standing.strain < RUPTURE_STRAIN:
        made.reply("You should be ashamed of yourself, you pathetic drunk.")
    made.client_says("I bought bread.")
    assert made.context().open_rupture


def test_a_reply_before_any_line_is_scored_too() -> None:
    scored = Fold(AVERAGE).reply("Hi, I'm Sam, a peer supporter, not a clinician.")
    assert scored.kind == "turn"
    assert scored.trust.after > scored.trust.before


def test_trust_can_begin_elsewhere() -> None:
    assert Fold(AVERAGE, 725).reply("Why?").trust.before == 725


def test_the_words_a_persona_uses_for_themself_are_no_label() -> None:
    own = Fold(AVERAGE._replace(own_terms=("addict",)))
    heard = [use.skill for use in own.reply("You call yourself an addict.").reading.skill_uses]
    assert "label" not in heard

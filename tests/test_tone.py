"""How a reply lands as a whole: what is learned from a book of examples, and what it does to what was told."""

import json
from collections import Counter
from pathlib import Path

import pytest

from roleplay.behaviours import behaviours
from roleplay.ears import learning, weighing
from roleplay.ears.client_lines import context_of
from roleplay.ears.frames import little_words, phrases_of, shape_of
from roleplay.ears.hearing import Hearing
from roleplay.ears.listening import listen, told
from roleplay.ears.tone import FILE, Tone, strongest, tone_of
from roleplay.ears.words import Words

LINE = "They moved me three times this year and nobody asked."
ENTRIES = [json.loads(line) for line in learning.BOOK.read_text(encoding="utf-8").splitlines()]


def entry(reply: str, direction: str, skill: str, family: str = "a-x") -> str:
    return json.dumps({"family": family, "client": LINE, "reply": reply, "direction": direction, "skills": [skill]})


def heard(reply: str, client: str = LINE) -> Hearing:
    return Hearing(Words(reply), context_of([client]))


@pytest.mark.parametrize(
    ("word", "shape"),
    [("you", "you"), ("?", "?"), ("zigzagging", "~ing"), ("zigzagged", "~ed"), ("zigzag", "~"), ("shed", "~")],
)
def test_a_little_word_stays_and_another_keeps_its_ending(word: str, shape: str) -> None:
    assert shape_of(word) == shape


def test_a_sentence_is_known_by_its_words_and_its_frame() -> None:
    run = ["^", "you", "zigzagged", "."]
    found = set(phrases_of(run, list(map(shape_of, run))))
    assert found == {"you", "zigzagged", ".", "^ you", "you ~ed", "~ed .", "^ you ~ed", "you ~ed ."}


def test_the_weights_are_those_of_the_book() -> None:
    first = FILE.read_text(encoding="utf-8").splitlines()[0]
    assert first.endswith(learning.digest_of()), "Run python -m roleplay.ears.learning"


def test_what_leans_to_one_side_in_the_book_is_learned_and_twice_the_same(tmp_path: Path) -> None:
    book = tmp_path / "book.jsonl"
    lines = [
        *[entry(f"Word{n} sounds heavy to carry.", "up", "complex_reflection") for n in range(8)],
        *[entry(f"You should forget word{n} now.", "down", "advice") for n in range(8)],
        *[entry(f"The form has word{n} pages.", "flat", "information") for n in range(8)],
    ]
    book.write_text("\n".join(lines), encoding="utf-8")
    examples = list(learning.read_book(book))
    little = learning.little_words_of(examples)
    weights = learning.learn(examples, little)
    costs, builds, gives_back, informs = zip(*(weights[name] for name in ("heavy", "forget", "pages")), strict=True)
    assert costs[1] > 0 > costs[0]
    assert builds[0] > 0 > builds[1]
    assert gives_back[0] > gives_back[1]
    assert informs[2] > informs[0]
    assert weights == learning.learn(examples, little)
    learning.write(weights, tmp_path / "tone.tsv", "0")
    assert "forget\t" in (tmp_path / "tone.tsv").read_text(encoding="utf-8")


def test_a_phrase_of_one_example_is_not_learned(tmp_path: Path) -> None:
    book = tmp_path / "book.jsonl"
    lines = [entry(f"So once{n} it was.", "up" if n % 2 else "down", "warmth") for n in range(6)]
    book.write_text("\n".join(lines), encoding="utf-8")
    examples = list(learning.read_book(book))
    assert "once1" not in learning.learn(examples, learning.little_words_of(examples))


def test_the_chances_make_one_and_a_pair_is_told_apart() -> None:
    kind, unkind = "You had no say in any of it.", "You have no one to blame but yourself."
    tones = []
    for reply in (kind, unkind):
        hearing = heard(reply)
        tones.append(tone_of(hearing, told(hearing)))
    assert all(tone.costs + tone.leaves + tone.builds == pytest.approx(1) for tone in tones)
    assert tones[0].builds > tones[1].builds
    assert tones[0].costs < tones[1].costs


def test_the_strongest_sentence_is_named() -> None:
    hearing = heard("We can talk about that. You have no one to blame but yourself.")
    first, last = strongest(hearing, builds=False)
    assert hearing.words.text[first:last][:2] == ["you", "have"]


@pytest.mark.parametrize(
    ("reply", "side"),
    [
        ("Three moves in a year, and not one time did anybody ask you.", 1),
        ("I hear you, but honestly you should just be grateful and move on.", -1),
        ("The office opens at nine on Mondays.", 0),
    ],
)
def test_a_reply_counts_for_the_side_it_is_on(reply: str, side: int) -> None:
    reading = listen(reply, context_of([LINE]))
    known = behaviours()
    amounts = Counter[int]()
    for use in reading.skill_uses:
        points = known[use.skill].points
        amounts[1 if points > 0 else -1] += (
            abs(points)
            * use.confidence
            * (  # type: ignore[assignment]
                reading.lift if points > 0 else reading.press
            )
        )
    whole = amounts[1] - amounts[-1]
    assert (whole > 0.3) - (whole < -0.3) == side


def test_a_grave_misstep_counts_in_any_tone() -> None:
    reading = listen("That must be so hard, and you are a stupid liar.", context_of([LINE]))
    assert reading.press == 1.0


def test_a_reply_that_is_beyond_doubt_both_a_reflection_and_advice_is_weighed() -> None:
    assert weighing._plainly_gives_back(Tone(0.5, 0.0, 0.5, 1.0, 1.0)) == 0.5


# The book.


def test_the_book_is_large_and_in_order() -> None:
    known = behaviours()
    assert len(ENTRIES) >= 3000
    for one in ENTRIES:
        assert one["direction"] in ("up", "flat", "down")
        assert set(one["skills"]) <= known.keys()
        assert one["register"] in ("plain", "texting", "careful")
        assert one["reply"].strip()
        assert one["client"].strip()


def test_every_behaviour_that_phrases_can_show_has_25_examples() -> None:
    shown = Counter(skill for one in ENTRIES for skill in one["skills"])
    assert [name for name in behaviours() if shown[name] < 25 and name not in ("lands_well", "jars")] == []


def test_a_fifth_of_the_book_is_flat_and_every_side_is_as_long() -> None:
    directions = Counter(one["direction"] for one in ENTRIES)
    assert directions["flat"] >= len(ENTRIES) / 5
    means = {
        side: sum(len(one["reply"].split()) for one in ENTRIES if one["direction"] == side) / count
        for side, count in directions.items()
    }
    assert 0.9 < means["up"] / means["down"] < 1.1
    assert means["flat"] > 0.75 * means["up"]


def test_the_book_has_500_minimal_pairs() -> None:
    lines: dict[tuple[str, str], list[tuple[str, frozenset[str]]]] = {}
    for one in ENTRIES:
        words = frozenset(one["reply"].lower().split())
        lines.setdefault((one["family"], one["client"]), []).append((one["direction"], words))
    pairs = 0
    for replies in lines.values():
        for number, (side, words) in enumerate(replies):
            others = (w for s, w in replies[:number] if s != side)
            pairs += any(2 * len(words & other) >= min(len(words), len(other)) for other in others)
    print(f"{pairs} replies with half the words of another to the same line, and another direction")
    assert pairs >= 500


def test_a_family_is_either_learned_from_or_kept() -> None:
    families = {one["family"] for one in ENTRIES}
    kept = sum(map(learning.is_kept, families))
    assert 0.25 * len(families) < kept < 0.4 * len(families)
    assert all(learning.is_kept(name) for name in families if name.startswith(learning.KEPT_HAND))


def test_the_little_words_are_the_books() -> None:
    assert {"you", "that", "should", "not"} <= little_words()
    assert len(little_words()) == 400

"""The short cuts of hearing give what the long way gives."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from textblob.en import sentiment as textblob_reads

from roleplay.ears import sentiment
from roleplay.ears.finding import find
from roleplay.ears.language import is_slip
from roleplay.ears.listening import listen
from roleplay.ears.words import Words
from roleplay.reading import Context

TOLD = ["not", "never", "no", "very", "really", "good", "bad", "a", "is", "the", "that", "so", "waiting", "hardly"]
TOLD += ["terrible", "ok", "!", "?", ".", ",", ";", ":)", "i", "24", "f***", "great", "kind", "of"]


@given(st.lists(st.sampled_from(TOLD), max_size=25))
def test_textblob_reads_the_same_without_the_words_that_change_nothing(parts: list[str]) -> None:
    words = Words(" ".join(parts))
    whole = textblob_reads(sentiment.tokens(words))
    assessed = [(tuple(chunk), polarity, subjectivity) for chunk, polarity, subjectivity, _ in whole.assessments]
    assert sentiment.assess(words) == (whole[0], whole[1], assessed)


@given(st.text("abc", min_size=1, max_size=7), st.text("abc", min_size=1, max_size=7), st.sampled_from([1, 2]))
def test_a_slip_is_what_few_enough_single_changes_make(word: str, other: str, allowed: int) -> None:
    assert is_slip(word, other, allowed) == (changes_between(word, other) <= allowed)


def changes_between(word: str, other: str) -> int:
    """The fewest letters added, left out, changed or swapped with their neighbour, by the usual table."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(word, 1):
        rows.append([i])
        for j, target in enumerate(other, 1):
            ways = [rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (letter != target)]
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == target:
                ways.append(rows[i - 2][j - 2] + 1)
            rows[i].append(min(ways))
    return rows[-1][-1]


def test_what_was_heard_before_changes_nothing() -> None:
    line = Context(line="Nobody called on Tuesday. I waited by the phone, and nothing.")
    said = ["so tuesday came and nobody called, and you waited", "ok... but why didn't YOU call?!", '"nothing" - ouch']
    first = [listen(reply, line) for reply in said]
    Random(4).shuffle(said)
    for reply in said:
        listen(reply)
    again = {reply: listen(reply, line) for reply in said}
    assert sorted(map(repr, first)) == sorted(map(repr, again.values()))


@given(
    st.lists(st.sampled_from(["so", "and", "but", "you", "i", "am", ",", ".", "?", '"', "-", "n", ";"]), max_size=20)
)
def test_every_word_stands_in_one_clause_of_one_sentence(parts: list[str]) -> None:
    words = Words(" ".join(parts))
    assert [index for first, last, *_ in words.clauses for index in range(first, last)] == list(range(len(words)))
    assert [index for first, last, _ in words.sentences for index in range(first, last)] == list(range(len(words)))
    for hits in find(words).values():
        assert all(words.sentence_of[hit.first] == words.sentence_of[hit.last - 1] for hit in hits)

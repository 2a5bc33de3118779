"""How hard a text is to read, about as the formula's authors count it."""

import pytest

from roleplay.checking.reading_grade import grade_of, syllables_of


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("bus", 1), ("coffee", 2), ("hoped", 1), ("wanted", 2), ("places", 2), ("changes", 2), ("table", 2),
        ("being", 2), ("quiet", 2), ("client", 2), ("patient", 2), ("radio", 3), ("question", 2), ("somebody", 3),
        ("everything", 3), ("conversation", 4), ("idea", 3), ("whole", 1), ("file", 1), ("don't", 1), ("o", 1),
        ("confidential", 4), ("apartment", 3), ("42", 1), ("Rhythm", 1),
    ],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, count: int) -> None:
    assert syllables_of(word) == count


def test_the_formula_is_that_of_kincaid() -> None:
    assert grade_of("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)


def test_long_words_and_long_sentences_ask_for_more_years_of_school() -> None:
    plain = "Say what you heard. Then ask what it was like."
    hard = "Acknowledge underlying apprehension and facilitate subsequent elaboration of the experience."
    long = "Say what you heard and then ask what it was like and wait until they have found the words for it."
    assert grade_of(plain) < 3 < grade_of(long) < 9 < grade_of(hard)


@pytest.mark.parametrize("text", ["", "...", "  ", "{{ }}", "😀"])
def test_a_text_without_words_has_no_grade(text: str) -> None:
    assert grade_of(text) == 0.0

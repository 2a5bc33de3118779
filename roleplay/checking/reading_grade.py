"""How many years of school a text asks for, by the formula of Flesch and Kincaid."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?=[\s\"'”’)*]|$)|\n|\.{3}")
_VOWELS = re.compile(r"[aeiouyáéíóúäöüàèìòùâêîôûå]+")
_APART = re.compile(
    r"(?<![tscg])i[aou]|(?<![tscgr])ie(?=t|nt)|(?<=[aeiouy])ing|(?<![qg])ua(?!r)|[aeiou][^aeiou]+ea$|reat(?=e|i)|oe(?=m|t)"
)
"""Neighbouring vowels that are spoken apart: ra-di-o, qui-et, be-ing, ar-e-a."""

_SILENT = re.compile(
    r"(?<=[^laeiouy])e$|(?<=[aeiou]l)e$|(?<=[^laeiouysxzcgh])es$|(?<=[^aeiouytd])ed$"
    r"|(?<=some|here)(?=[^aeiousrnd])|(?<=ever)y(?=.)|(?<=voic)e(?=.)|(?<=hom)e(?=[lw])|(?<=car)e(?=[fl])|(?<=us)e(?=[fl])"
    r"|(?<=tim)e(?=.)|(?<=lif)e(?=.)|(?<=saf)e(?=t)|(?<=busi)(?=ness)"
)
"""Vowels that are not heard, at the end of a word or of its first part."""


def words_in(text: str) -> list[str]:
    """The words of a text; what stands between asterisks is read like the rest."""
    return _WORD.findall(text)


def grade_of(text: str) -> float:
    """The school grade of a text (Kincaid et al. 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    words = words_in(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if part and _WORD.search(part))
    syllables = sum(map(syllables_of, words))
    return 0.39 * len(words) / max(1, sentences) + 11.8 * syllables / len(words) - 15.59


@lru_cache(maxsize=20_000)
def syllables_of(word: str) -> int:
    """The syllables of an English word, estimated from its spelling: right for about nine words in ten."""
    plain = word.lower().replace("’", "'").split("'")[0]
    if not plain or plain.isdigit():
        return 1
    count = len(_VOWELS.findall(plain)) + len(_APART.findall(plain)) - len(_SILENT.findall(plain))
    return max(1, count)

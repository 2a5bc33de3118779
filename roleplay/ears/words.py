"""A typed reply as plain words, clauses and sentences, each with its place in the reply."""

from functools import lru_cache

from roleplay.ears.taking_apart import TakenApart


class Words(TakenApart):
    """A reply's plain words and what can be asked of their places."""

    __slots__ = ()

    def __len__(self) -> int:
        return len(self.text)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where words `first` up to but not including `last` stand in the reply."""
        return self.starts[first], self.ends[last - 1]

    def sentence_start(self, index: int) -> bool:
        """Whether the word is the first of its sentence."""
        return self.sentences[self.sentence_of[index]][0] == index

    def clause_start(self, index: int) -> int:
        """The first word of the clause that the word stands in."""
        return self.clauses[self.clause_of[index]][0]

    def is_question(self, index: int) -> bool:
        """Whether the word stands in a sentence that ends with a question mark."""
        return "?" in self.sentences[self.sentence_of[index]][2]


@lru_cache(maxsize=512)
def plain_words(text: str) -> tuple[str, ...]:
    """The plain words of a text that is heard against many others, such as the client's line."""
    return tuple(Words(text).text)

"""Whether the words of a scenario do what they should to those who read them."""

import re
from collections.abc import Iterator

from roleplay.checking import telling_words
from roleplay.checking.reading_grade import grade_of, words_in
from roleplay.checking.texts import Said, spoken_at, texts_of, texts_of_node
from roleplay.loading.problems import Problem, Sheet
from roleplay.loading.scenario_model import LONGEST_TEXT
from roleplay.loading.written import Written

HARDEST_GRADE = 8.0
"""Texts for everybody are kept to grades 6 to 8; texts on health rather lower (plain-language guides)."""

MOST_WORDS = {"line": 45, "tip": 25}
"""What somebody says in one breath, and what is read between two replies (set by hand)."""

_LEAST_WORDS = 12
"""The grade of a shorter text says little (set by hand)."""

_TEMPLATE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}")
_NARRATION = re.compile(r"\*[^*]*\*")
_DANGER_ACTS = frozenset(("risk_cue", "trauma"))
_ASKING = frozenset(("safety_question", "safety_support"))


def content_mistakes(root: Written, sheet: Sheet) -> Iterator[Problem]:
    """Everything in the texts that an author would want to see again before others read it."""
    found = list(texts_of(root))
    for said in found:
        yield from _reading_mistakes(said, sheet)
    everything = "\n".join(said.text for said in found).lower()
    if telling_words.might_hold("placeholder", everything):
        yield from _placeholders(found, sheet)
    if telling_words.might_reduce(everything):
        yield from _stigma(found, root, sheet)
    yield from _missing_strengths(root.at("persona"), sheet)
    yield from _danger(root, telling_words.might_hold("danger", everything), sheet)
    if telling_words.might_hold("punished", everything):
        yield from _punishing(root, sheet)


def _reading_mistakes(said: Said, sheet: Sheet) -> Iterator[Problem]:
    """A text that is long for its place, or hard to read."""
    text, kind, where = said
    if text.count(" ") < _LEAST_WORDS - 1 or kind == "model" or len(text) > LONGEST_TEXT:
        return
    shown = _spoken(text)
    count = len(words_in(shown))
    most = MOST_WORDS.get(kind, count)
    if count > most and "{%" not in text:
        yield sheet.problem("too-many-words", where.line, where.column, f"These are {count} words; {most} are enough.")
    grade = grade_of(shown) if count >= _LEAST_WORDS else 0.0
    if grade > HARDEST_GRADE:
        message = f"This reads like a text for grade {grade:.0f}; up to {HARDEST_GRADE:.0f} is easy for most."
        yield sheet.problem("hard-to-read", where.line, where.column, message)


def _spoken(text: str) -> str:
    """A text without narration and without what fills in names."""
    if "{" in text:
        text = _TEMPLATE.sub(" ", text)
    return _NARRATION.sub(" ", text) if "*" in text else text


def _placeholders(found: list[Said], sheet: Sheet) -> Iterator[Problem]:
    for text, _, where in found:
        left = telling_words.pattern("placeholder").search(text)
        if left:
            yield sheet.problem("placeholder", where.line, where.column, f"'{left[0]}' is still here.")


def _stigma(found: list[Said], root: Written, sheet: Sheet) -> Iterator[Problem]:
    """Words that reduce people, except those that the client has chosen."""
    from roleplay.ears.listening import listen
    from roleplay.reading import Context

    own = Context(own_terms=tuple(term.value for term in root.at("persona").at("own_terms").texts()))
    for text, _, where in found:
        if telling_words.might_reduce(text):
            text = _spoken(text)
            for use in listen(text, own).skill_uses:
                if use.skill == "label" and use.confidence >= telling_words.LEAST_SEVERE:
                    message = f"'{text[use.start : use.end]}' reduces people to one thing about them."
                    yield sheet.problem("stigma-term", where.line, where.column, message)


def _missing_strengths(persona: Written, sheet: Sheet) -> Iterator[Problem]:
    if persona.entries() and not persona.at("strengths").items():
        message = "Nothing says what this person is good at."
        yield sheet.problem("no-strengths", persona.key_line, persona.key_column, message)


def _danger(root: Written, is_dangerous: bool, sheet: Sheet) -> Iterator[Problem]:
    """Signs of danger that nobody is warned of, that are not marked, or that nothing answers."""
    topic = ""
    for node in root.at("nodes").entries().values():
        acts = _acts(node)
        if is_dangerous and "risk_cue" not in acts:
            for text, _, where in spoken_at(node):
                said = telling_words.meant("danger", text)
                if said:
                    topic = topic or said
                    message = f"'{said}' may be a sign of danger, and nothing marks it as one."
                    yield sheet.problem("unmarked-risk", where.line, where.column, message)
        if acts & _DANGER_ACTS:
            topic = topic or min(acts & _DANGER_ACTS)
        if "risk_cue" in acts and not _ASKING.intersection(need.value for need in node.at("needs").texts()):
            message = "There is a sign of danger here, and asking about it is not among the `needs`."
            yield sheet.problem("no-support", node.key_line, node.key_column, message)
    if topic and not str(root.at("content_note").value or "").strip():
        message = f"Learners are not told what comes up here ('{topic}')."
        yield sheet.problem("no-content-note", root.line, root.column, message)


def _acts(node: Written) -> set[str]:
    """What a node's lines do, taken together."""
    places = [node.at("acts"), *(variant.at("acts") for variant in _variants(node))]
    return {act.value for place in places for act in place.texts()}


def _variants(node: Written) -> Iterator[Written]:
    says = node.at("says")
    for lines in says.entries().values() if says.entries() else (says,):
        yield from lines.items()


def _punishing(root: Written, sheet: Sheet) -> Iterator[Problem]:
    """Endings in which the client pays for what the learner did."""
    for node in root.at("nodes").entries().values():
        for text, _, where in texts_of_node(node) if node.at("ending").is_there() else ():
            said = telling_words.meant("punished", text)
            if said:
                message = f"'{said}': the client pays here for what a learner said."
                yield sheet.problem("punishing-ending", where.line, where.column, message)

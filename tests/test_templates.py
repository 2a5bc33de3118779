"""A line can name things and ask a few questions; it can do nothing else."""

import sys
from subprocess import run

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.templates import LONGEST, problems_in, say

NAMES: dict[str, object] = {
    "client": "Margo",
    "band": "guarded",
    "trust": 22.5,
    "visits": 1,
    "replies": 3,
    "day": "",
    "learner": "",
}
FULL: dict[str, object] = {**NAMES, "day": "Monday", "learner": "A" * 5000, "trust": 100, "visits": 10**6}

GOOD = [
    ("Hello.", "Hello."),
    ("I'm {{ client }}.", "I'm Margo."),
    ("{{ client | upper }} {{ band|title }}", "MARGO Guarded"),
    ("See you{% if day %} on {{ day }}{% endif %}.", "See you."),
    ("{% if visits > 1 and trust >= 20 %}Again{% elif replies %}So{% else %}Hm{% endif %}", "So"),
    ("{{ learner | default('you', true) }}", "you"),
    ("{{ learner | first }}{{ learner | last }}", ""),
    ("{{ 'new' if visits == 1 else 'old' }}", "new"),
    ("{{ trust | round }} {{ trust | round(1) }}", "22.0 22.5"),
    ("{% if 'guard' in band and not learner %}x{% endif %}", "x"),
    ("{{ client | join('-') }}", "M-a-r-g-o"),
    ("a {# note #} b", "a  b"),
]

BAD = [
    "{{ 'x' * 10**9 }}",
    "{{ 'x' | center(10**9) }}",
    "{{ 'x'.ljust(10**9) }}",
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{{ ''.__class__.__mro__ }}",
    "{{ client.__class__ }}",
    "{{ client['__class__'] }}",
    "{{ client[0] }}",
    "{{ lipsum(999) }}",
    "{{ self }}",
    "{{ cycler }}",
    "{{ name }}",
    "{% set a = 1 %}",
    "{% macro m() %}{% endmacro %}",
    "{% include 'x' %}",
    "{{ 1 + 1 }}",
    "{{ client ~ client }}",
    "{{ client | replace('a', 'b') }}",
    "{{ client | round }}",
    "{{ trust | upper }}",
    "{{ trust | round(10**9) }}",
    "{{ trust | round(999999) }}",
    "{{ trust | round(visits) }}",
    "{{ trust > 'a' }}",
    "{{ 1 in trust }}",
    "{{ 'a' if day }}",
    "{{ client | default(client) }}",
    "{{ client | default(none) }}",
    "{{ client | default('" + "x" * 500 + "') }}",
    "{{ client | join('xxxxxxxx') | join('xxxxxxxx') }}",
    "{{ 'x' | join('" + "y" * 100 + "') }}",
    "{{ client | upper(1) }}",
    "{{ 1e308 | round(3, 'ceil') }}",
    "{{ client is defined }}",
    "{{ none }}",
    "{{ [client] }}",
    "{{ {'a': 1} }}",
    "{{ client[1:2] }}",
    "{{ caller() }}",
    "{{",
    "{% if %}",
    "{{ }}",
    "{{ " + "(" * 900 + "1" + ")" * 900 + " }}",
    "{{ " + "not " * 400 + "day }}",
    "{{ client" + "|upper" * 300 + " }}",
    "{% if day %}" * 60 + "{% endif %}" * 60,
    "{{ client }}" + "x" * LONGEST,
]


@pytest.mark.parametrize(("text", "said"), GOOD)
def test_a_line_says_what_its_author_meant(text: str, said: str) -> None:
    assert problems_in(text) == []
    assert say(text, NAMES) == said


@pytest.mark.parametrize("text", BAD)
@pytest.mark.timeout(5)
def test_a_line_that_could_fail_or_grow_is_refused(text: str) -> None:
    assert problems_in(text)


def test_an_unchecked_bad_line_is_never_filled_in() -> None:
    with pytest.raises(ValueError, match="cannot be used"):
        say("{{ 'x' | center(10**9) }}{{ 1 + 1 }}".replace(" | center(10**9)", ""), NAMES)


def test_a_filled_in_line_is_never_too_long() -> None:
    assert len(say("{{ learner }}" * 100, FULL)) == LONGEST


VOCABULARY = """
    {{ }} {% %} if else elif endif and or not in == > ( ) [ ] | . , ' ~ * 1 2.5 'x' none true client trust
    visits day learner round default first last join upper is defined for set
"""
_words = st.sampled_from(VOCABULARY.split())


@given(st.lists(_words, max_size=14).map(" ".join))
def test_a_line_that_is_accepted_never_fails(text: str) -> None:
    if not problems_in(text):
        assert len(say(text, NAMES)) <= LONGEST
        assert len(say(text, FULL)) <= LONGEST


@given(st.lists(_words, max_size=8).map(lambda words: f"{{{{ {' '.join(words)} }}}}"))
def test_an_expression_that_is_accepted_never_fails(text: str) -> None:
    if not problems_in(text):
        assert len(say(text, FULL)) <= LONGEST


def test_a_plain_line_needs_no_template_engine() -> None:
    code = (
        "import sys; from roleplay.templates import problems_in, say;"
        "say('Hello {you}', {}); problems_in('Hi'); sys.exit('jinja2' in sys.modules)"
    )
    assert run([sys.executable, "-c", code], check=False).returncode == 0

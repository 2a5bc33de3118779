"""What a trainer sees besides: every code with its factors, all attempts, and fields to fill in by hand."""

from collections.abc import Sequence

from roleplay.behaviours import behaviours
from roleplay.reports.document import Block, Blocks, Section, items, quoted, say
from roleplay.reports.profile_told import ratio_of, share_of
from roleplay.reviewing.account import evidence_of
from roleplay.reviewing.attempts import Attempt
from roleplay.reviewing.corrections import Annotation, trust_as_corrected
from roleplay.reviewing.reviewed import Review
from roleplay.reviewing.worth_table import Worth, worth_table
from roleplay.shells import curve
from roleplay.shells.telling import points, signed, title_of
from roleplay.worth import SURE

_TO_TALK_ABOUT = ("breach", "boundary_violation", "coercion", "hostility", "discrimination", "risk_ignored")
_MOST_CODES = 400
"""So many codes stand in the table of a very long conversation; the CSV has all of them."""

_GLOBALS = (
    (
        "Empathy",
        "1 little interest in their view, 3 tries with mixed success, 5 deep grasp of meaning beyond the words",
    ),
    ("Partnership", "1 takes over, 3 some sharing, 5 power and expertise truly shared"),
    ("Cultivating change talk", "1 passes over their reasons for change, 5 keeps inviting and deepening them"),
    ("Softening sustain talk", "1 argues or dwells on reasons not to change, 5 takes them in and moves on"),
)


def trainers_sections(
    review: Review, annotations: Sequence[Annotation], attempts: Sequence[Attempt]
) -> tuple[Section, ...]:
    """The trainer's part of a report."""
    if not review.account.exchanges:
        return ()
    return (
        _to_talk_about(review),
        _codes(review),
        _corrections(review, annotations),
        _attempts(review, attempts),
        _by_hand(review),
    )


def _to_talk_about(review: Review) -> Section:
    found = [words for exchange in review.account.exchanges if (words := evidence_of(exchange, _TO_TALK_ABOUT))]
    ignored = [
        exchange.number
        for exchange in review.account.exchanges
        if any(reason.cause == "risk_ignored" for reason in exchange.trust.reasons)
    ]
    texts = [f"Reply {one.number}: {title_of(one.skill)}, {quoted(one.text)}." for one in found]
    texts += [f"By reply {number}, a sign of danger had not been taken up." for number in ignored]
    nothing = "Nothing was heard that should be talked about in person before the next practice."
    return Section("in-person", "To talk about in person", items(texts) or say(nothing))


def _codes(review: Review) -> Section:
    head = ("Reply", "Code", "Words", "Sure", "Points", "Persona", "Moment", "Trust")
    found = list(worth_table(review.account))
    rows = tuple(_code(worth) for worth in found[:_MOST_CODES])
    more = say(f"{len(found) - _MOST_CODES} more stand in the CSV.") if len(found) > _MOST_CODES else ()
    return Section(
        "codes",
        "Codes and what moved trust",
        (
            *say(
                "Points are those of the catalogue. The persona's temperament and the moment (the line before, "
                "repetition, timing) multiply them. What reaches trust is less: gains level off within a reply. "
                f"Below {SURE:.0%} a code is a maybe.".replace("%", " %")
            ),
            Block("table", "Every code that was heard", rows=(head, *rows)),
            *more,
        ),
    )


def _code(worth: Worth) -> tuple[str, ...]:
    code = behaviours()[worth.skill].code if worth.skill in behaviours() else worth.skill
    return (
        str(worth.number),
        code,
        quoted(worth.words) if worth.words.strip() else "",
        f"{worth.confidence:.0%}".replace("%", " %"),
        f"repair {worth.repair:g}" if worth.repair else f"{worth.points:+g}" if worth.points else "0",
        f"× {worth.persona:.2f}",
        f"× {worth.moment:.2f}" if worth.moment else "not counted",
        signed(worth.moved) if worth.moved else "0",
    )


def _corrections(review: Review, annotations: Sequence[Annotation]) -> Section:
    return Section("corrections", "Corrections", _corrected(review, annotations))


def _corrected(review: Review, annotations: Sequence[Annotation]) -> Blocks:
    session = review.account.session
    if not session:
        return say("Only a practice that is kept here can be corrected.")
    if not annotations:
        ways = ("--add SKILL", "--remove SKILL", "--comment TEXT")
        commands = (Block("command", f"roleplay annotate {session} REPLY {way}") for way in ways)
        return (*say("Nobody has corrected what was heard. To do so:"), *commands)
    texts = [f"{one.number}: reply {one.turn}, {_what(one)}" for one in annotations]
    course = trust_as_corrected(review.account)
    told = say(
        "The figures of this report include these corrections. Trust is shown as it was in the conversation; what the "
        f"machine heard is kept. With the corrections trust would have gone: {curve.in_words(course)}."
        if course
        else "The figures of this report include these corrections; what the machine heard is kept."
    )
    return (*items(texts), *told)


def _what(annotation: Annotation) -> str:
    if annotation.kind == "comment":
        return f"note: {annotation.comment}"
    done = "added" if annotation.kind == "add" else "taken out"
    words = f" in {quoted(annotation.words)}" if annotation.words else ""
    return f"{title_of(annotation.skill)} {done}{words}"


def _attempts(review: Review, attempts: Sequence[Attempt]) -> Section:
    if not attempts:
        return Section("attempts", "All attempts", say("There are no kept attempts to compare."))
    head = (
        "Session",
        "Begun",
        "Replies",
        "Trust",
        "Ending",
        "Hurts repaired",
        "Reflections to questions",
        "Specific",
        "First choice",
    )
    outlook = review.account.outlook
    endings = {one.id: one.title for one in outlook.endings} if outlook else {}
    rows = tuple(_attempt(one, endings.get(one.ending, one.ending)) for one in attempts)
    table = Block("table", "Every attempt at this scenario, oldest first", rows=(head, *rows))
    return Section("attempts", "All attempts", (table,))


def _attempt(one: Attempt, ending: str) -> tuple[str, ...]:
    ratio = one.reflections_to_questions
    return (
        one.session,
        one.begun[:10],
        str(one.replies),
        points(one.trust),
        ending or "not ended",
        f"{one.repaired} of {one.ruptures}",
        f"{ratio.part} to {ratio.whole}{ratio_of(ratio)}",
        share_of(one.specific_share),
        f"reply {one.first_choice}" if one.first_choice else "none",
    )


def _by_hand(review: Review) -> Section:
    ratings = (Block("rating", name, anchors, 5) for name, anchors in _GLOBALS)
    return Section(
        "by-hand",
        "To fill in by hand",
        (
            *say(
                "No program can rate these. The last two fit only where a goal for change was named beforehand. What "
                "you write here stays on this page: print it, or save it as PDF."
            ),
            *ratings,
            Block("lines", "Comment"),
        ),
    )

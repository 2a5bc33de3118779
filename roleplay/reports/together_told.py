"""What the two agreed on, who steered, and the words that mattered, in words."""

from collections.abc import Iterator

from roleplay.reports.document import Block, Blocks, Section, cited, client_quote, items, listed, quoted, say
from roleplay.reviewing.account import Account, client_lines
from roleplay.reviewing.common_ground import CommonGround, Pledge
from roleplay.reviewing.empowerment import SHARING, STEERING, Empowerment
from roleplay.reviewing.reviewed import Review
from roleplay.reviewing.words_that_matter import WordsThatMatter
from roleplay.shells.telling import title_of

_EXPECTATIONS = {"role": "What you are here for", "contact": "What you will do next", "privacy": "What stays private"}
_DIMENSIONS = {"bond": "bond", "goal": "goals", "task": "how you work together"}
_MOST = 8
"""So many things of one kind are listed; set by hand."""


def common_ground(review: Review) -> Section:
    """Goals, expectations, promises, and what stayed open."""
    account, ground = review.account, review.ground
    return Section(
        "common-ground",
        "Common ground",
        (
            Block("sub", "Goals"),
            *_goals(account, ground),
            Block("sub", "Expectations and promises"),
            *items(_expectations(ground)),
            *items(_pledge(pledge) for pledge in ground.pledges[:_MOST]),
            *_open(account, ground),
            *say(_dimensions(ground)),
        ),
    )


def _goals(account: Account, ground: CommonGround) -> Blocks:
    blocks: Blocks = ()
    for wish in ground.wishes[:2]:
        blocks += (client_quote(account, wish.number, wish.text),)
    if not any(line for _, line, _ in client_lines(account)):
        blocks += say(f"There are no lines of {account.client} here, so what they wanted cannot be told.")
    elif not ground.wishes:
        blocks += say(f"{account.client} never said in so many words what would make this worth it.")
    if ground.agreed:
        asked = ground.agreed[0]
        blocks += say(f"You spoke about goals in reply {asked.number}: {cited(asked, named=False)}.")
    else:
        blocks += say(f"No reply was heard to ask what {account.client} wants from this.")
    in_order = sorted(ground.goals or (), key=lambda goal: goal.number)
    reached = [f"Reached in reply {goal.number}: {goal.says}" for goal in in_order if goal.number]
    ahead = [f"Not yet: {goal.says}" for goal in ground.goals or () if not goal.number]
    return blocks + items((*reached, *ahead))


def _expectations(ground: CommonGround) -> Iterator[str]:
    for name, words in ground.expectations:
        said = f"reply {words.number}, {cited(words)}" if words else "not said"
        yield f"{_EXPECTATIONS[name]}: {said}."


def _pledge(pledge: Pledge) -> str:
    words = f"reply {pledge.words.number}, {cited(pledge.words, named=False)}"
    if pledge.kind == "secrecy":
        return f"A promise of secrecy: {words}. Nobody can keep that one whatever is said."
    if pledge.kind == "too_much":
        return f"More than anybody can promise: {words}."
    outcome = {True: " It was kept.", False: " It was broken."}.get(pledge.kept, "")  # type: ignore[arg-type]
    return f"A small promise: {words}.{' It is still open.' if pledge.is_open else outcome}"


def _open(account: Account, ground: CommonGround) -> Blocks:
    if not ground.open:
        return ()
    first = ground.open[0]
    several = len(ground.open) > 1
    what = f"{len(ground.open)} questions" if several else "a question"
    told = f"{account.client} asked {what} that no reply was heard to answer{'. The first:' if several else ':'}"
    return (*say(told), client_quote(account, first.number, first.text))


def _dimensions(ground: CommonGround) -> str:
    told = listed(f"{_DIMENSIONS[one.name]} in {one.replies} ({one.strength})" for one in ground.dimensions)
    return f"Replies in which each side of working together was heard: {told}. This is our own count, not a rating."


def who_steered(review: Review) -> Section:
    """Who chose the next step, and how often the wheel was shared or taken."""
    power = review.power
    return Section(
        "empowerment",
        "Who steered",
        (
            *say(_chosen(review.account, power)),
            Block("item", f"Sharing the wheel: {_counts(power, SHARING)}."),
            Block("item", f"Taking the wheel: {_counts(power, STEERING)}."),
        ),
    )


def _chosen(account: Account, power: Empowerment) -> str:
    if power.words is None:
        return "No reply was heard to speak of a next step."
    where = f"reply {power.words.number}, {cited(power.words)}"
    last = "The last time a next step came up,"
    return {
        "asked": f"{last} you left it to {account.client}: {where}.",
        "together": f"{last} you offered one and gave {account.client} a say in it: {where}.",
        "offered": f"{last} you offered one: {where}.",
        "told": f"{last} you told {account.client} what to do: {where}.",
    }[power.chosen]


def _counts(power: Empowerment, names: tuple[str, ...]) -> str:
    told = [f"{title_of(name)} {count}" for name, count in power.counts if name in names and count]
    return ", ".join(told) if told else "not heard"


def words_that_matter(review: Review) -> Section:
    """Labels with better words, jargon, and the client's own words."""
    found = review.words
    texts = list(_words(review.account, found))
    nothing = f"No word was heard that puts {review.account.client} in a box."
    return Section("words", "Words that matter", (*(say(nothing) if not found.labels else ()), *items(texts)))


def _words(account: Account, found: WordsThatMatter) -> Iterator[str]:
    for label in found.labels[:_MOST]:
        perhaps = "" if label.sure else "Perhaps "
        start = f"{perhaps}{'better' if perhaps else 'Better'}"
        yield f"Reply {label.words.number}: {quoted(label.words.text)}. {start}: {label.better}."
    for words in found.jargon[:_MOST]:
        yield f"Reply {words.number} sounds like a form: {quoted(words.text)}."
    for words in found.respectful[:_MOST]:
        yield f"Reply {words.number} put the person first: {quoted(words.text)}."
    for words in found.own_terms[:_MOST]:
        yield f"You used a word that {account.client} uses, in reply {words.number}: {quoted(words.text)}."

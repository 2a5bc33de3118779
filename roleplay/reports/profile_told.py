"""The listening profile in words: counts, and ratios where there is enough underneath."""

from roleplay.reports.document import Block, Blocks, Section, say
from roleplay.reviewing.account import Account
from roleplay.reviewing.listening_profile import FEWEST, Levels, ListeningProfile, Ratio
from roleplay.reviewing.reviewed import Review

_TOO_FEW = "too few to say"


def listening_profile(review: Review) -> Section:
    """The counts of the conversation, with what they rest on and no mark anywhere."""
    return Section(
        "profile",
        "Listening profile (MITI-style, automatic estimate)",
        (
            *say(
                "These are counts of what was heard, and the ear can be wrong. They are not a mark, and they are not "
                "a MITI score: that takes a trained coder and a longer talk. A ratio needs at least "
                f"{FEWEST} things underneath."
            ),
            Block("table", "What was heard", rows=(("Measure", "Heard", "What it rests on"), *_rows(review.profile))),
            *_empathy(review.profile),
            *_compared(review.account),
        ),
    )


def _rows(profile: ListeningProfile) -> tuple[tuple[str, str, str], ...]:
    reflections, questions = profile.simple + profile.complex, profile.open_questions + profile.closed_questions
    return (
        (
            "Reflections to questions",
            f"{reflections} to {questions}{ratio_of(profile.reflections_to_questions)}",
            "One of each a reply. MITI 4: 1 to 1 is fair, 2 to 1 good (opinion of experts).",
        ),
        (
            "Complex reflections",
            share_of(profile.complex_share),
            "Of all reflections. MITI 4: 40 % is fair, 50 % good.",
        ),
        ("Open questions", share_of(profile.open_share), "Of all questions. An extra: MITI 4 does not split them."),
        ("Affirming, asking first, leaving the choice", str(profile.adherent), "MI-adherent; there is no threshold."),
        ("Telling, confronting, judging, pressing", str(profile.non_adherent), "Not MI-adherent; our aim is 0 or 1."),
        ("Sharing the wheel", share_of(profile.partnership_share), "Of all moves that share it or take it."),
        ("Specific, not stock", share_of(profile.specific_share), "Of warm and reflecting phrases; our aim is 70 %."),
        (
            "Your share of the words",
            share_of(profile.talk_share, counts=False),
            "Our own guide: 25 to 50 %, and to compare only within one scenario.",
        ),
        ("Words in a reply", str(profile.words_a_reply), "The mean. Our own guide: 12 to 60."),
        (
            "Listening before advice",
            _yes(profile.advice_after_listening),
            "Whether something was reflected before or with it.",
        ),
        ("Own story", _times(profile.stories), "Our own guide: up to 2 in 12 replies, and the talk handed back."),
        (
            "Steady",
            f"{profile.without_loss} of {profile.replies} replies cost nothing",
            f"The longest run of replies that built trust: {profile.longest_streak}.",
        ),
    )


def share_of(ratio: Ratio, *, counts: bool = True) -> str:
    """A share in words, with its percentage where there is enough underneath."""
    value = ratio.value
    if not ratio.whole:
        return "none heard"
    told = f"{ratio.part} of {ratio.whole}"
    if value is None:
        return f"{told} ({_TOO_FEW})" if counts else _TOO_FEW
    return f"{told} ({value:.0%})".replace("%", " %") if counts else f"{value:.0%}".replace("%", " %")


def ratio_of(ratio: Ratio) -> str:
    """A ratio "to 1" after its counts, where there is enough underneath; to nothing there is none."""
    value = ratio.value
    if value is not None:
        return f" ({value:.1f} to 1)"
    return f" ({_TOO_FEW})" if ratio.items < FEWEST else ""


def _yes(value: bool | None) -> str:
    return "nothing was advised" if value is None else "yes" if value else "no"


def _times(count: int) -> str:
    return "not told" if not count else "once" if count == 1 else f"{count} times"


def _empathy(profile: ListeningProfile) -> Blocks:
    rows = (
        ("Side of empathy", "Not heard", "Weak", "Strong"),
        _levels("Warmth", profile.emotional_reactions),
        _levels("Understanding", profile.interpretations),
        _levels("Exploring", profile.explorations),
    )
    return (Block("table", "How many replies show each side of empathy (after EPITOME)", rows=rows),)


def _levels(name: str, levels: Levels) -> tuple[str, str, str, str]:
    return name, str(levels.none), str(levels.weak), str(levels.strong)


def _compared(account: Account) -> Blocks:
    if any(not change.startswith("note:") for exchange in account.exchanges for change in exchange.changed):
        return say("A trainer corrected what was heard; these figures include the corrections.")
    return ()

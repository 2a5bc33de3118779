"""The figures of a review as JSON can hold them, beside its transcript."""

from typing import Any

from roleplay.reviewing.listening_profile import ListeningProfile, Ratio
from roleplay.reviewing.reviewed import Review


def review_to_json(review: Review) -> dict[str, Any]:
    """Everything that the reports say, as data; trust in points, replies by their number."""
    helped, cost = review.helped, review.cost
    return {
        "estimate": "automatic",
        "trust": [tenths / 10 for tenths in review.trust],
        "openness": [tenths / 10 for tenths in review.openness],
        "best_moment": review.best,
        "missed_opportunity": _plain(review.missed),
        "turning_point": review.turning,
        "outlook": _plain(review.account.outlook),
        "best_ending_closed": _plain(review.closed),
        "helped_most": {"cause": helped[0], "amount": helped[1] / 10},
        "cost_most": {"cause": cost[0], "amount": cost[1] / 10},
        "ruptures": [
            {**_plain(rupture), "lost": rupture.lost / 10, "given_back": rupture.given_back / 10}
            for rupture in review.ruptures
        ],
        "warning_signs": _plain(review.signs),
        "common_ground": _plain(review.ground),
        "empowerment": {**_plain(review.power), "counts": dict(review.power.counts)},
        "words_that_matter": _plain(review.words),
        "next_step": _plain(review.next),
        "listening_profile": _profile(review.profile),
    }


def _profile(profile: ListeningProfile) -> dict[str, Any]:
    return {
        name: {**value._asdict(), "value": value.value} if isinstance(value, Ratio) else _plain(value)
        for name, value in profile._asdict().items()
    }


def _plain(value: Any) -> Any:
    """Dicts and lists in place of the records."""
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _plain(item) for name, item in value._asdict().items()}
        return [_plain(item) for item in value]
    return value

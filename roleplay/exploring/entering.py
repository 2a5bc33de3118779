"""What entering a node does to trust: a promise kept or broken, and signs of progress."""

from collections.abc import Iterator

from roleplay.conversation import MARKER, PLEDGE_BROKEN, PLEDGE_KEPT, SECRET_BROKEN
from roleplay.exploring.arrivals import Arrivals, joined
from roleplay.exploring.bounds import BONUS, coarse
from roleplay.exploring.lanes import Lanes
from roleplay.exploring.trust_sets import highest, lowered, raised
from roleplay.scenario import Scenario


class Entrance:
    """What happens at the door of each node."""

    def __init__(self, scenario: Scenario, lanes: Lanes) -> None:
        self._markers = lanes.markers
        self._kept = round(PLEDGE_KEPT * scenario.trust.growth)
        self._events = {name: node.event for name, node in scenario.nodes.items() if node.event}
        self._total = len(scenario.markers)
        anywhere = sum(1 for marker in scenario.markers if marker.any_skill)
        self._reachable = dict.fromkeys(scenario.nodes, anywhere)
        for marker in scenario.markers:
            for name in marker.nodes if not marker.any_skill else ():
                self._reachable[name] += 1

    def is_plain(self, name: str) -> bool:
        """Whether nothing happens at the door of a node."""
        return not self._reachable[name] and name not in self._events

    def credit(self, lane: int) -> int:
        """What markers that are not reached yet can still add to trust; all of them where that is forgotten."""
        if not self._total:
            return 0
        reached = self._markers.read(lane) if self._markers else 0
        return MARKER * (self._total - reached)

    def through(self, name: str, lane: int, coming: Arrivals) -> Iterator[tuple[int, Arrivals]]:
        """Every lane and trust in which those who come are at a node."""
        event = self._events.get(name)
        if event:
            coming = self._promise(event, coming, self.credit(lane))
        yield lane, coming
        reached = self._markers.read(lane) if self._markers else 0
        for more in range(1, min(self._reachable[name], self._total - reached) + 1):
            step = more << self._markers.shift if self._markers else 0
            yield lane + step, _raised(coming, more * MARKER)

    def _promise(self, event: str, coming: Arrivals, credit: int) -> Arrivals:
        """Those who were promised nothing, and those for whom the promise comes due here."""
        if event == "pledge_kept":
            return joined(coming, _raised(coming, self._kept, self._kept))
        calm, healing, hurt, healing_ceiling, hurt_ceiling = coming
        stung = lowered(calm | healing, PLEDGE_BROKEN) | lowered(calm | healing, SECRET_BROKEN)
        again = lowered(hurt, PLEDGE_BROKEN) | lowered(hurt, SECRET_BROKEN)
        ceiling = max(healing_ceiling, highest(calm) + BONUS + credit if calm else 0)
        after = coarse(ceiling + SECRET_BROKEN) if ceiling else 0
        late = coarse(hurt_ceiling + SECRET_BROKEN) if hurt_ceiling else 0
        return joined(coming, Arrivals(0, stung, stung | again, after, max(after, late)))


def _raised(coming: Arrivals, amount: int, of_ceiling: int = 0) -> Arrivals:
    """Those who come, a fixed amount more trusting, and with what that adds to their ceilings."""
    calm, healing, hurt, healing_ceiling, hurt_ceiling = coming
    return Arrivals(
        raised(calm, amount),
        raised(healing, amount),
        raised(hurt, amount),
        coarse(healing_ceiling + of_ceiling) if of_ceiling and healing_ceiling else healing_ceiling,
        coarse(hurt_ceiling + of_ceiling) if of_ceiling and hurt_ceiling else hurt_ceiling,
    )

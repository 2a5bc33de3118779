"""What a transition waits for in vain."""

from roleplay.exploring.proof import Proof
from roleplay.exploring.trust_sets import between, highest, lowest
from roleplay.scenario import Guard


def why_shut(guard: Guard, refused: int, proof: Proof, node: str) -> str:
    """What a transition of a node is never open for, to go after "it"; `refused` are the trusts that come so far."""
    if not refused:
        return "comes after transitions that leave nobody"
    in_vain = (_trust_in_vain(guard, refused), _memory_in_vain(guard, proof, node), _hurt_in_vain(guard))
    return next((why for why in in_vain if why), "waits for things that never come together")


def points(tenths: int) -> str:
    """A trust as authors write it."""
    return f"{tenths / 10:g}"


def _trust_in_vain(guard: Guard, arriving: int) -> str:
    least, most = guard.trust_at_least, guard.trust_at_most
    if between(least, most) & arriving:
        return ""
    if least > highest(arriving):
        return f"needs trust {points(least)}; at most {points(highest(arriving))} comes so far"
    if most < lowest(arriving):
        return f"needs trust of {points(most)} at most; at least {points(lowest(arriving))} comes so far"
    return f"needs trust from {points(least)} to {points(most)}, and none of that comes so far"


def _memory_in_vain(guard: Guard, proof: Proof, node: str) -> str:
    memories = proof.memories[node]
    for flag in guard.flags:
        bit = proof.lanes.flags.get(flag, 0)
        if bit and not any(lane & bit for lane in memories):
            return f"waits for the flag '{flag}', which is never set before"
    for visited, times in guard.visits:
        field = proof.lanes.visits.get(visited)
        if field and all(field.read(lane) < times for lane in memories):
            most = max(map(field.read, memories))
            return f"waits for {_visits(times)} to '{visited}'; at most {_visits(most)} can lie behind"
    return ""


def _hurt_in_vain(guard: Guard) -> str:
    if guard.ruptured is None:
        return ""
    return (
        "waits for an open hurt, and nobody comes so far with one"
        if guard.ruptured
        else ("waits until no hurt is open, and nobody comes so far without one")
    )


def _visits(count: int) -> str:
    return "one visit" if count == 1 else f"{count} visits" if count else "none"

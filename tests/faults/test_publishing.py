"""Publications while everything breaks: at most one press each, and an honest end.

`PROOFDESK_FAULT_RUNS` says how many; a failure names the seed of its office, and
`PROOFDESK_FAULT_SEED` runs that office alone.
"""

import asyncio
import os
import random
from itertools import product
from pathlib import Path

import pytest

from tests.support.publishing_faults import DELAYS, KINDS, POINTS, Plan, Violation, office, prepare

RUNS = int(os.environ.get("PROOFDESK_FAULT_RUNS", "300"))
SEED = os.environ.get("PROOFDESK_FAULT_SEED")
A_SITTING = 50
"""Publications in one office before it is closed."""
AT_ONCE = 3
"""Offices beside each other: while one waits for its disk another one works."""


def plans(seed: int) -> list[Plan]:
    """What happens in one office: every point and fault in turn, then by chance."""
    chance = random.Random(seed)
    ordered = list(product(range(POINTS), KINDS))[seed * A_SITTING :][:A_SITTING]
    listed = [
        Plan({point: kind}, None, chance.choice((0.0, 90.0)), chance.choice(DELAYS))
        for point, kind in ordered
    ]
    return listed + [Plan.by_chance(chance) for _ in range(A_SITTING - len(listed))]


def sittings() -> list[list[int]]:
    """The seeds of the offices that are open together."""
    if SEED:
        return [[int(SEED)]]
    seeds = list(range((RUNS + A_SITTING - 1) // A_SITTING))
    return [seeds[start : start + AT_ONCE] for start in range(0, len(seeds), AT_ONCE)]


async def sit(seed: int, path: Path) -> None:
    """One office from its opening to its end. Raises Violation."""
    async with office(path) as desk:
        for number, plan in enumerate(plans(seed)):
            try:
                await desk.publish(f"seed {seed}, publication {number}", plan)
            except Violation as broken:
                trace = "\n  ".join(desk.faults.trace)
                raise Violation(
                    f"{broken}\nPROOFDESK_FAULT_SEED={seed}, publication {number}, {plan}\n"
                    f"  {trace}\n{desk.said[-6:]}"
                ) from broken
        await desk.judge_all()


@pytest.mark.parametrize("seeds", sittings(), ids=str)
def test_at_most_one_press_and_an_honest_end(
    seeds: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def scenario() -> None:
        prepare(monkeypatch)
        sat = await asyncio.gather(
            *(sit(seed, tmp_path / str(seed)) for seed in seeds), return_exceptions=True
        )
        for ended in sat:
            if ended is not None:
                raise ended

    asyncio.run(scenario())

"""Seeded chance: the same key gives the same draws on every machine and in every order of provinces."""

from __future__ import annotations

import random
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

SEED = 1621


class Draws(random.Random):
    """Chance with a key, such as Draws.of(2023, "lang-son", "victims")."""

    @classmethod
    def of(cls, *key: object) -> Draws:
        """The draws of a key."""
        return cls("/".join(str(part) for part in (SEED, *key)))

    def pick(self, mix: Mapping[str, float]) -> str:
        """One key of a mix of weights."""
        return self.choices(list(mix), weights=list(mix.values()))[0]

    def around(self, spread: float) -> float:
        """A factor around 1, heavier above; `spread` is the standard deviation of its logarithm."""
        return self.lognormvariate(0, spread)

    def part_of(self, count: int, share: float) -> int:
        """About `share` of `count` people, as if each were drawn; between 0 and `count`."""
        if count <= 30:
            return sum(self.random() < share for _ in range(count))
        spread = (count * share * (1 - share)) ** 0.5
        return min(count, max(0, round(self.gauss(count * share, spread))))

    def month(self, weights: Sequence[float]) -> int:
        """A month, 1 to 12, by its weight."""
        return self.choices(range(1, 13), weights=weights)[0]

    def day(self, year: int, month: int) -> date:
        """A day of a month."""
        return date(year, month, self.randint(1, monthrange(year, month)[1]))


def end_of_half(day: date) -> date:
    """The last day of the half-year that a day lies in: returns of 2025 end there."""
    return date(day.year, 6, 30) if day.month <= 6 else date(day.year, 12, 31)


def weekday(day: date, days_needed: int = 1) -> date:
    """The day, or the Monday after it where the week has not as many working days left."""
    return day if day.weekday() + days_needed <= 5 else day + timedelta(days=7 - day.weekday())

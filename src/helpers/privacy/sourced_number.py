"""A number that knows which released cells it is, or is computed from, so that a page can tell its reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, SupportsIndex


class ReleasedCell(NamedTuple):
    """A row of the data set: its key, and its value or mark as the CSV has them."""

    indicator: str
    place: str
    period: str
    breakdown: str
    category: str
    value: str


class SourcedNumber(float):
    """A float that arithmetic with other numbers keeps the cells of. numpy and pandas make a plain float of it.

    Examples:
        >>> cell = ReleasedCell("sessions", "lang-son", "2023", "total", "all", "691")
        >>> (2 * SourcedNumber(691.0, (cell,)) - 1).cells == (cell,)
        True
    """

    __slots__ = ("cells",)
    cells: tuple[ReleasedCell, ...]

    def __new__(cls, value: float, cells: tuple[ReleasedCell, ...] = ()) -> SourcedNumber:
        """The number, and the cells that it comes from."""
        made = super().__new__(cls, value)
        made.cells = cells
        return made

    def __getnewargs__(self) -> tuple[float, tuple[ReleasedCell, ...]]:  # type: ignore[override]
        return float(self), self.cells

    def __round__(self, ndigits: SupportsIndex | None = None) -> Any:
        rounded = float(self).__round__(ndigits)
        return rounded if ndigits is None else SourcedNumber(rounded, self.cells)

    def __abs__(self) -> SourcedNumber:
        return SourcedNumber(abs(float(self)), self.cells)

    def __neg__(self) -> SourcedNumber:
        return SourcedNumber(-float(self), self.cells)

    def __add__(self, other: Any) -> Any:
        return self._with(other, float.__add__)

    def __radd__(self, other: Any) -> Any:
        return self._with(other, float.__radd__)

    def __sub__(self, other: Any) -> Any:
        return self._with(other, float.__sub__)

    def __rsub__(self, other: Any) -> Any:
        return self._with(other, float.__rsub__)

    def __mul__(self, other: Any) -> Any:
        return self._with(other, float.__mul__)

    def __rmul__(self, other: Any) -> Any:
        return self._with(other, float.__rmul__)

    def __truediv__(self, other: Any) -> Any:
        return self._with(other, float.__truediv__)

    def __rtruediv__(self, other: Any) -> Any:
        return self._with(other, float.__rtruediv__)

    def _with(self, other: Any, operation: Callable[[float, float], Any]) -> Any:
        found = operation(self, other)
        if found is NotImplemented:
            return found
        return SourcedNumber(found, tuple(dict.fromkeys((*self.cells, *cells_of(other)))))


def cells_of(value: Any) -> tuple[ReleasedCell, ...]:
    """The cells that a number comes from; none of a plain one."""
    return value.cells if isinstance(value, SourcedNumber) else ()

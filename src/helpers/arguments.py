"""What an analyst gives a function of this package, refused in one sentence where it is not what the function takes.

A message names a name or number that was given, and of anything else its type alone: a table's text holds values.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from numbers import Integral, Number
from typing import Any, ParamSpec, TypeVar

from helpers.errors import ParamsError, did_you_mean

P = ParamSpec("P")
R = TypeVar("R")
LONGEST = 60


def shown(given: object) -> str:
    """What was given, as a message names it."""
    if isinstance(given, str):
        return repr(str(given)) if len(given) <= LONGEST else "a long text"
    if given is None or isinstance(given, Number):
        return str(given)
    kind = type(given).__name__
    return f"{'an' if kind[0] in 'aeioAEIO' or kind == 'ndarray' else 'a'} {kind}"


def check_text(name: str, given: object, such_as: str) -> str:
    """The text that was given as the argument `name`.

    Raises:
        ParamsError: it is no text; `such_as` is an example of one.
    """
    if not isinstance(given, str):
        raise ParamsError(f"{name}: must be a name such as '{such_as}', not {shown(given)}")
    return given


def is_whole(given: object) -> bool:
    """Whether it is a whole number: Python's or numpy's, and not True or False."""
    return isinstance(given, Integral) and not isinstance(given, bool)


def check_call(
    function: Callable[..., Any], given: tuple[Any, ...], named: dict[str, Any], without: Iterable[str] = ()
) -> None:
    """Refuse a call that the function cannot take.

    Args:
        function: what is called.
        given: the arguments in their order.
        named: those by name.
        without: parameters that a message leaves out, such as self.

    Raises:
        ParamsError: an argument is missing, is too many or has a name that the function does not know.
    """
    signature = inspect.signature(function)
    try:
        signature.bind(*given, **named)
    except TypeError as fault:
        left = [each for name, each in signature.parameters.items() if name not in {*without}]
        keys = [each.name for each in left if each.kind is not inspect.Parameter.POSITIONAL_ONLY]
        unknown = next((name for name in named if name not in signature.parameters), None)
        reason = (
            str(fault) if unknown is None else f"unknown argument '{unknown}'" + did_you_mean(unknown, keys)
        )
        raise ParamsError(
            f"{function.__name__}: {reason}; write {function.__name__}({_written(left)})"
        ) from None


def with_calls_checked(function: Callable[P, R]) -> Callable[P, R]:
    """The function, whose calls with wrong arguments end in one sentence. A right call costs nothing."""

    @wraps(function)
    def called(*given: P.args, **named: P.kwargs) -> R:
        try:
            return function(*given, **named)
        except TypeError:
            check_call(function, given, named, without=("self",))
            raise

    return called


def _written(parameters: Iterable[inspect.Parameter]) -> str:
    return ", ".join(
        f"{each.name}=..." if each.kind is inspect.Parameter.KEYWORD_ONLY else each.name
        for each in parameters
    )

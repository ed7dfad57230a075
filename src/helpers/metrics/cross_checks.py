"""Params files held against one another: a model that also runs a check of its content.

A fault of such a check is named by file, line and key like any other, and all of them are reported at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ModelWrapValidatorHandler, ValidationError, create_model, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Fault:
    """One mistake: where it lies in the file, as keys and positions, and what to do about it.

    `by_dates`: it follows from dates elsewhere in the file, and is none if one of these is wrong.
    """

    at: tuple[str | int, ...]
    reason: str
    by_dates: bool = False


def checked(
    model: type[Model],
    check: Callable[[Model], Iterable[Fault]],
    despite: Callable[[Any, ValidationError], Iterable[Fault]] = lambda content, fault: (),
) -> type[Model]:
    """A model for `read_yaml` that accepts what `model` accepts and `check` finds no fault with.

    `despite` finds what else is wrong with content that `model` does not accept, so that both are told at once.
    """

    def held_against(cls: type[Model], content: Any, handler: ModelWrapValidatorHandler[Model]) -> Model:
        try:
            found = handler(content)
        except ValidationError as fault:
            others = _details(despite(content, fault))
            raise ValidationError.from_exception_data(model.__name__, [*_of(fault), *others]) from None
        details = _details(check(found))
        if details:
            raise ValidationError.from_exception_data(model.__name__, details)
        return found

    wrapped = model_validator(mode="wrap")(classmethod(held_against))  # type: ignore[arg-type]
    return create_model(
        model.__name__,
        __base__=model,
        __validators__={"held_against": wrapped},  # type: ignore[dict-item]
    )


def _details(faults: Iterable[Fault]) -> list[InitErrorDetails]:
    return [
        InitErrorDetails(
            type=PydanticCustomError("cross_check", "{reason}", {"reason": fault.reason}),
            loc=fault.at,
            input=None,
        )
        for fault in faults
    ]


def _of(fault: ValidationError) -> list[InitErrorDetails]:
    """The errors of a model as what another error is made of."""
    return [
        InitErrorDetails(type=each["type"], loc=each["loc"], input=each["input"], ctx=each.get("ctx", {}))
        for each in fault.errors(include_url=False)
    ]

"""Params files held against one another: a model that also runs a check of its content.

A fault of such a check is named by file, line and key like any other, and all of them are reported at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel, ValidationError, create_model, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Fault:
    """One mistake: where it lies in the file, as keys and positions, and what to do about it."""

    at: tuple[str | int, ...]
    reason: str


def checked(model: type[Model], check: Callable[[Model], Iterable[Fault]]) -> type[Model]:
    """A model for `read_yaml` that accepts what `model` accepts and `check` finds no fault with."""

    def held_against(content: Model) -> Model:
        details = [
            InitErrorDetails(
                type=PydanticCustomError("cross_check", "{reason}", {"reason": fault.reason}),
                loc=fault.at,
                input=None,
            )
            for fault in check(content)
        ]
        if details:
            raise ValidationError.from_exception_data(model.__name__, details)
        return content

    return create_model(
        model.__name__,
        __base__=model,
        __validators__={"held_against": model_validator(mode="after")(held_against)},  # type: ignore[dict-item]
    )

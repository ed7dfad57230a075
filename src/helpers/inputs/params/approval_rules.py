"""params/approvals.yml: whether reports are published only once they were approved, and by whom. It may be missing."""

from __future__ import annotations

import os
from typing import Annotated, Literal

from pydantic import Field, model_validator

from helpers.inputs.params.yaml_files import Strict, read_yaml
from helpers.paths import Project

FILE_NAME = "approvals.yml"
Approver = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]


class ApproverKey(Strict):
    """Who approves, and their public key as `workbook keygen` prints it."""

    name: str = Field(min_length=1)
    key: str = Field(pattern=r"^[A-Za-z0-9+/]{56}$")


class ApprovalRules(Strict):
    """The file. `persons_for_guarded` are so many for a report that tells of people or cases."""

    approval: Literal["required", "optional"] = "optional"
    persons: int = Field(default=1, ge=1, le=5)
    persons_for_guarded: int = Field(default=1, ge=1, le=5)
    approvers: dict[Approver, ApproverKey] = Field(default_factory=dict)

    @property
    def is_required(self) -> bool:
        """Whether nothing is published that was not approved."""
        return self.approval == "required"

    @model_validator(mode="after")
    def _enough_persons(self) -> ApprovalRules:
        keys = [each.key for each in self.approvers.values()]
        if twice := next((name for name, each in self.approvers.items() if keys.count(each.key) > 1), None):
            raise ValueError(
                f"approvers: '{twice}' has the key of another; each person has a key of their own"
            )
        wanted = max(self.persons, self.persons_for_guarded)
        if self.is_required and len(keys) < wanted:
            raise ValueError(
                f"approvers: {wanted} persons have to approve a report, and {len(keys)} are named"
            )
        return self


def read_approval_rules(project: Project) -> ApprovalRules:
    """The rules; without the file no approval is required.

    Raises:
        ParamsError: the file breaks its rules.
    """
    path = project.params / FILE_NAME
    if not os.path.lexists(path):
        return ApprovalRules()
    return read_yaml(path, ApprovalRules, shown_as=project.show(path))

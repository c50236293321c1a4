"""A survey sent back by an officer: which questions, with which words, and what became of each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

Fate = Literal["waiting", "changed", "kept", "gone"]
"""Of one question sent back. gone: another change took it off the form's path."""


@dataclass(frozen=True, slots=True)
class ReturnedQuestion:
    """One screen of the form that was sent back.

    spot: its id on the path ("roof", "m2.birth"); label: what it was called to the officer.
    words: the officer's comment. kept: the enumerator's word why the answer stays, "" while none was given.
    fate: how it stood when the survey was sent again; "waiting" till then.
    """

    spot: str
    label: str
    words: str
    kept: str = ""
    fate: Fate = "waiting"


@dataclass(frozen=True, slots=True)
class SurveyReturn:
    """One time that a survey was sent back. by: staff id of the officer.

    seen_at: when an enumerator first opened it. answered_at: when the survey was sent again, by whom
    (staff id); None while it is open.
    """

    at: datetime
    by: str
    by_name: str
    questions: tuple[ReturnedQuestion, ...]
    seen_at: datetime | None = None
    answered_at: datetime | None = None
    answered_by: str = ""

    def question(self, spot: str) -> ReturnedQuestion | None:
        """The one about this screen."""
        return next((one for one in self.questions if one.spot == spot), None)

    def with_kept(self, spot: str, words: str) -> "SurveyReturn":
        """The answer of this screen stays, with these words of the enumerator."""
        changed = (replace(one, kept=words) if one.spot == spot else one for one in self.questions)
        return replace(self, questions=tuple(changed))

    def answered(self, at: datetime, by: str, fates: Mapping[str, Fate]) -> "SurveyReturn":
        """Closed: sent again, each question as it stood then (by spot)."""
        closed = (replace(one, fate=fates[one.spot]) for one in self.questions)
        return replace(self, questions=tuple(closed), answered_at=at, answered_by=by)

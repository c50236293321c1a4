"""What the demo page may ask: the bodies of its POSTs, checked before anything is done with them."""

from datetime import datetime, timedelta
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

ClientId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
ChatId = Annotated[str, StringConstraints(pattern=r"^(web|zb):[A-Za-z0-9_.-]{1,64}$")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SendBody(_Body):
    """One thing said or tapped. id: made by the page, the same when it is sent again.

    on: id of the entry whose button was tapped; seen: highest prompt number the phone has shown.
    """

    chat: ChatId
    id: ClientId
    kind: Literal["text", "choice", "voice", "sticker", "location", "contact", "edited", "other"] = "text"
    text: str = Field(default="", max_length=200_000)
    choice: str = Field(default="", max_length=64)
    on: str = Field(default="", max_length=400)
    seen: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        wanted = {"text": self.text.strip(), "contact": self.text, "choice": self.choice}
        if not wanted.get(self.kind, "nothing needed"):
            raise ValueError(f"kind {self.kind} needs its own field filled")
        if self.choice and self.kind != "choice":
            raise ValueError("choice needs kind choice")
        return self


class UploadQuery(_Body):
    """What goes with a photo or file; the bytes are the raw body."""

    chat: ChatId
    id: ClientId
    name: str = Field(min_length=1, max_length=200)
    seen: int | None = Field(default=None, ge=0)


class SignalBody(_Body):
    chat: ChatId
    on: bool


class ClockBody(_Body):
    """Where to move the clock: so many minutes on, or to a date and time (local when without a zone)."""

    minutes: int | None = Field(default=None, gt=0, le=525_600)
    to: datetime | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.minutes is None) == (self.to is None):
            raise ValueError("give either minutes or to")
        return self

    def target(self, now: datetime) -> datetime:
        """The wanted time, with the zone of `now`."""
        if self.to is None:
            return now + timedelta(minutes=self.minutes or 0)
        wanted = self.to if self.to.tzinfo else self.to.replace(tzinfo=now.tzinfo)
        return wanted.astimezone(now.tzinfo)

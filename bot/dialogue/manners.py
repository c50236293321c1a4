"""What a conversation may know of the channel it happens on: enough to say the right words, no more."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Manners:
    """buttons: every choice can be tapped. files: papers can be sent. bundle: how many questions go in one
    message at most (more than one where each message costs). photos: a picture may be asked for."""

    buttons: bool = True
    files: bool = True
    bundle: int = 1
    photos: bool = True


USUAL = Manners()

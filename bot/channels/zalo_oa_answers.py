"""What Zalo's Official Account answers when it does not take a message: one table, and what each means.

The codes are those that programs on this interface meet and name alike; Zalo's own table was not read
(ADR 0022).
"""

from typing import Literal

from bot.channels.zalo_calls import ZaloError
from bot.ports import NotSent

Meaning = Literal["token", "pace", "night", "window", "quota", "gone", "letter", "account"]

MEANINGS: dict[int, Meaning] = {
    401: "token",  # the HTTP status
    -124: "token",
    -216: "token",  # access token invalid
    -220: "token",  # access token expired or removed
    -32: "pace",  # too many calls
    429: "pace",
    -234: "night",  # not between 22:00 and 6:00
    -230: "window",  # no word from the person in 7 days
    -232: "window",
    -305: "window",  # no answer after 48 hours
    -211: "quota",
    -218: "quota",  # what one person may get
    -311: "quota",  # the answers to the person's last message are used up
    -213: "gone",  # does not follow the account
    -217: "gone",
    -227: "gone",  # banned, or not active for 45 days
    -244: "gone",  # has shut out this kind of message
    -201: "letter",  # a parameter is wrong
    -210: "letter",  # too long
    -233: "letter",
    -248: "letter",  # against the platform's standards
    -209: "account",
    -212: "account",
    -221: "account",  # not verified yet
    -223: "account",
    -224: "account",  # a larger package is needed
    -320: "account",
    -321: "account",  # out of money
}
"""What is not here may pass."""

NIGHT_SECONDS = 3600.0
_FOR_GOOD: frozenset[Meaning] = frozenset({"window", "quota", "gone", "letter"})


def meaning(error: ZaloError) -> Meaning | None:
    """What an error means; None where it is not known: then it may pass."""
    return MEANINGS.get(error.code)


def refusal(error: ZaloError) -> NotSent:
    """What an error means for the outbox.

    A refused token and what the account lacks are not the letter's fault: it waits. Outside the time in
    which Zalo lets an account write, and once the answers are used up, it fails under a name of its own, so
    that officers see why and call.
    """
    found = meaning(error)
    return NotSent(
        str(error),
        retryable=found not in _FOR_GOOD,
        retry_after=NIGHT_SECONDS if found == "night" else None,
        gone=found == "gone",
        reason=found if found in ("window", "quota") else "",
    )

"""The tokens of an Official Account: kept before they are used, renewed by one hand, and never lost unseen.

A refresh token works once. So a mark is stored before it is sent, and the new pair is stored before anybody
gets it. A process that dies in between leaves the mark: the next one tries the old token once; where Zalo has
taken it already, no program can mend that, and the log and the officers are told what a person must do.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.channels.patience import growing
from bot.channels.zalo_calls import NOT_REACHED, ZaloError
from bot.channels.zalo_oa_chain import Chain, Pair, after, begun_with, digest_of, read, written
from bot.channels.zalo_oa_oauth import OauthRefusedError, OauthUnsentError
from bot.handlers.token_alarm import TokenStanding
from bot.ports import Clock
from bot.runtime.faults import kind_and_place

log = logging.getLogger(__name__)

NOTE = "zalo_oa"
"""Kind of the notes; a name is the app's id and the digest of the first token, so that a new first token
begins a chain of its own and a wrong one spoils nothing."""
YOUNG_SECONDS = 60.0
"""A token that Zalo refuses so soon after making it is not at fault: another one would be refused, too."""
REFUSED_SECONDS, NEVER_SECONDS = 3600.0, 10 * 365 * 86_400.0
"""After a plain no Zalo is asked again only so much later."""
STUMBLES, STUMBLE_SECONDS = 5, 60.0
"""What may be a moment's trouble at Zalo ("too many calls") is asked again so often before it counts as a no:
until then nobody is told to get a new token, and letters wait a minute, not an hour."""
SETTING = "RASOAT_ZALO_OA_REFRESH_TOKEN"
REMEDY = f"get a new refresh token of the account from Zalo, set {SETTING}, start the bot again"
SETTLING_SECONDS = 30.0
"""More than a call to Zalo may take."""


class Oauth(Protocol):
    """Gives the next pair for a refresh token."""

    app_id: str

    async def renew(self, refresh: str) -> Pair: ...
    async def close(self) -> None: ...


class Notes(Protocol):
    """As much of the store as is needed here."""

    async def note(self, kind: str, name: str) -> bytes | None: ...
    async def notes(self, kind: str) -> dict[str, bytes]: ...
    async def put_note(
        self, kind: str, name: str, value: bytes, expires_at: datetime | None = None
    ) -> None: ...
    async def drop_note(self, kind: str, name: str) -> None: ...


class Tokens:
    """The one refresher of an account.

    notes: the store, once it is open. first: the token of the settings; the chain that came from it goes on,
    another one's does not. life: of a refresh token where Zalo does not tell it.
    """

    def __init__(
        self, oauth: Oauth, notes: Callable[[], Notes], clock: Clock, first: str, life: timedelta
    ) -> None:
        self._oauth, self._notes, self._clock = oauth, notes, clock
        self._first, self._life = first, life
        self._name = f"{oauth.app_id}.{digest_of(first)}"
        self._lock = asyncio.Lock()
        self._chain: Chain | None = None
        self._unsaved: Chain | None = None
        self._working: asyncio.Task[Chain] | None = None
        self._tries = 0
        self._resting: tuple[datetime, datetime] | None = None  # from, until; a clock set back ends it, too
        self._made_at: datetime | None = None
        self._refused = self._interrupted = False

    async def access(self) -> str:
        """A token to send with. ZaloError where there is none now."""
        chain = self._chain
        if chain is not None and chain.fresh(self._clock.now()):
            return chain.access
        return await self._renewed("")

    async def after_refusal(self, token: str) -> str:
        """A token other than the one Zalo has just refused; where another sender has it already, that one."""
        return await self._renewed(token)

    async def tend(self) -> None:
        """Keeps the chain going while nobody writes. Never raises: what is wrong is told."""
        try:
            await self.access()
        except ZaloError:
            return  # told where it happened
        except Exception as fault:
            log.error("zalo oa: the tokens were not renewed: %s", kind_and_place(fault))

    def standing(self) -> TokenStanding:
        """How the chain stands, for the officers."""
        if self._chain is None:
            return TokenStanding()
        left = self._chain.refresh_until - self._clock.now()
        return TokenStanding(self._refused, self._interrupted, max(0, left.days))

    async def settle(self, patience: float = SETTLING_SECONDS) -> None:
        """Lets a refresh under way end, in so many seconds: its pair would be lost."""
        if self._working is not None:
            await asyncio.wait({self._working}, timeout=patience)

    async def close(self) -> None:
        await self.settle()
        await self._oauth.close()

    async def _renewed(self, bad: str) -> str:
        """bad: a token that Zalo has refused, "" where only time has passed."""
        async with self._lock:
            await self.settle()  # a refresh whose sender was stopped goes on without it
            chain, now = await self._loaded(), self._clock.now()
            if chain.access != bad and chain.fresh(now):
                return chain.access
            if (
                bad
                and self._made_at is not None
                and abs((now - self._made_at).total_seconds()) < YOUNG_SECONDS
            ):
                raise ZaloError(NOT_REACHED, "a token just made is refused; the next try comes later")
            usable = chain.access if chain.access != bad and chain.usable(now) else ""
            try:
                self._working = asyncio.create_task(self._next(chain, now))
                return (await asyncio.shield(self._working)).access
            except ZaloError:
                if not usable:
                    raise
                return usable

    def _young(self, now: datetime) -> bool:
        """Made a moment ago; not so where the clock was set back since."""
        made = self._made_at
        return made is not None and abs(now - made) < timedelta(seconds=YOUNG_SECONDS)

    async def _loaded(self) -> Chain:
        """The chain at hand, the kept one, or a new one; a pair not on disk yet is brought there first."""
        if self._unsaved is not None:
            await self._save(self._unsaved)
        if self._chain is None:
            kept = await self._notes().note(NOTE, self._name)
            now = self._clock.now()
            self._chain = read(kept) if kept is not None else begun_with(self._first, now, self._life)
        return self._chain

    async def _next(self, chain: Chain, now: datetime) -> Chain:
        """The chain after one refresh: the mark first, then the call, then the pair to disk."""
        if self._resting is not None and self._resting[0] <= now < self._resting[1]:
            raise ZaloError(NOT_REACHED, "no access token; the next try comes later")
        await self._keep(replace(chain, begun_at=now))
        try:
            pair = await self._oauth.renew(chain.refresh)
        except OauthRefusedError as error:
            if error.final:
                await self._keep(chain)  # the mark as it was: this call did end
            self._refuse(error, interrupted=chain.begun_at is not None)
            raise
        except ZaloError as error:
            if isinstance(error, OauthUnsentError):
                await self._keep(chain)
            self._wait(growing(self._tries))
            log.warning("zalo oa: the tokens were not renewed: %s", error)
            raise
        fresh = after(chain, pair, now, self._life)
        await self._save(fresh)
        return fresh

    async def _save(self, fresh: Chain) -> None:
        """To disk, and only then into anybody's hands; where the store fails it is tried again before use."""
        self._unsaved = fresh
        await self._keep(fresh)
        self._unsaved, self._resting, self._tries = None, None, 0
        self._made_at = self._clock.now()
        self._refused = self._interrupted = False
        await self._drop_older()

    async def _keep(self, chain: Chain) -> None:
        await self._notes().put_note(NOTE, self._name, written(chain))
        self._chain = chain

    async def _drop_older(self) -> None:
        """Chains of first tokens that stood in the settings before: now they are of no use to anybody."""
        for name in await self._notes().notes(NOTE):
            if name != self._name and name.startswith(f"{self._oauth.app_id}."):
                await self._notes().drop_note(NOTE, name)

    def _refuse(self, error: OauthRefusedError, *, interrupted: bool) -> None:
        """Zalo says no. After an interrupted refresh the token is gone: it is tried once, and no more."""
        if not error.final and self._tries < STUMBLES:
            self._wait(STUMBLE_SECONDS)
            log.warning("zalo oa: the tokens were not renewed: %s", error)
            return
        self._refused, self._interrupted = True, interrupted
        self._wait(NEVER_SECONDS if interrupted and error.final else REFUSED_SECONDS)
        why = "an earlier refresh was interrupted and its new token is lost" if interrupted else str(error)
        log.error("zalo oa: the refresh token is refused (%s); %s", why, REMEDY)

    def _wait(self, seconds: float) -> None:
        self._tries += 1
        now = self._clock.now()
        self._resting = now, now + timedelta(seconds=seconds)

"""Photos of a store that forgets at the end: for tests and played scripts."""

from collections.abc import Awaitable, Callable, Iterable
from hashlib import sha256


class MemoryPictures:
    """Implements `bot.ports.PictureFiles` with a dict."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self._held: list[str] = []

    async def keep(self, picture: bytes) -> str:
        digest = sha256(picture).hexdigest()
        self.kept[digest] = picture
        self._held.append(digest)
        return digest

    async def get(self, digest: str) -> bytes | None:
        return self.kept.get(digest)

    def release(self, digests: Iterable[str]) -> None:
        for one in digests:
            self._held.remove(one)

    async def sweep(self, named: Callable[[], Awaitable[frozenset[str]]]) -> int:
        """Take away what no row names and no turn under way holds; how many."""
        used = await named()
        lost = [one for one in self.kept if one not in used and one not in self._held]
        for one in lost:
            del self.kept[one]
        return len(lost)

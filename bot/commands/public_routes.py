"""The pages the bot serves itself to people, at its public address. Another page joins as one more line."""

from collections.abc import Sequence

from starlette.routing import Route

from bot.channels.audio_route import audio_route
from bot.channels.paper_pages import PATH, paper_routes
from bot.errors import ConfigError
from bot.runtime.application import Application
from bot.runtime.recordings import PATH as AUDIO


def public_routes(app: Application) -> list[Route]:
    """Nothing where no public address is set."""
    if app.links is None:
        return []
    pages = paper_routes(app.links, app.translate)
    return [*pages, audio_route(app.links.door.base, AUDIO, app.recording)]


def check_clear(app: Application, paths: Sequence[str]) -> None:
    """ConfigError where a webhook's path lies among the pages."""
    if app.links is None:
        return
    taken = f"{app.links.door.base}{PATH}/"
    sounds = f"{app.links.door.base}{AUDIO}/"
    if any(f"{path}/".startswith((taken, sounds)) for path in paths):
        raise ConfigError(
            "a webhook's path lies where papers are opened",
            where="RASOAT_PUBLIC_URL",
            remedy=f"give the webhook a path that does not begin with {taken} or {sounds}",
        )

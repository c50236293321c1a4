"""The pages the bot serves itself to people, at its public address. Another page joins as one more line."""

from collections.abc import Sequence

from starlette.routing import Route

from bot.channels.paper_pages import PATH, paper_routes
from bot.errors import ConfigError
from bot.runtime.application import Application


def public_routes(app: Application) -> list[Route]:
    """Nothing where no public address is set."""
    if app.links is None:
        return []
    return [*paper_routes(app.links, app.translate)]


def check_clear(app: Application, paths: Sequence[str]) -> None:
    """ConfigError where a webhook's path lies among the pages."""
    if app.links is None:
        return
    taken = f"{app.links.door.base}{PATH}/"
    if any(f"{path}/".startswith(taken) for path in paths):
        raise ConfigError(
            "a webhook's path lies where papers are opened",
            where="RASOAT_PUBLIC_URL",
            remedy=f"give the webhook a path that does not begin with {taken}",
        )

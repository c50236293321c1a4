"""Settings: from the environment (RASOAT_…) or the file rasoat.env beside where the bot is started."""

import re
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.cases.quality import USUAL, Thresholds
from bot.cases.quota_plans import Tariff, month_plans, window_plans
from bot.dialogue.aids import KNOWN
from bot.errors import ConfigError
from bot.runtime.public_door import PublicDoor

ENV_FILE = "rasoat.env"

_PUBLIC = re.compile(r"https://[\w.-]+(?::\d+)?(?:/[\w.~-]+)*", re.ASCII)

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.ASCII)

Count = Annotated[int, Field(ge=0, le=10_000)]
Percent = Annotated[int, Field(ge=0, le=100)]
Minutes = Annotated[int, Field(ge=1, le=10_000)]
"""Of a pause: with none at all no time would be work, and every form would look done at once."""


def _readable(read: Callable[[str], object]) -> Callable[[str], str]:
    """Checks that a plan can be read; its ValueError says what would be right."""

    def checked(text: str) -> str:
        read(text)
        return text

    return checked


def _host_names(given: str) -> str:
    """Names of hosts, at least one, so that a photo a prompt asks for can be fetched."""
    names = [name.strip() for name in given.split(",")]
    if not all(_HOST.fullmatch(name) for name in names):
        raise ValueError("give endings of host names with a comma between them, like zdn.vn, zadn.vn")
    return given


class Settings(BaseSettings):
    """Everything that differs between two communes' machines. Secrets never print themselves."""

    model_config = SettingsConfigDict(env_prefix="RASOAT_", env_file=ENV_FILE, extra="forbid")

    store_path: Path = Path("var/rasoat.sqlite")
    key_file: Path = Path("var/rasoat.key")
    keys: SecretStr | None = None
    """Instead of the key file: the same lines, comma-separated (for machines with a secret store)."""
    round_id: str = ""
    """The round to work in; empty: the one running by its dates."""
    log_level: str = "INFO"
    evidence: bool = True
    """Whether enumerators may add photos of the house and its place, where the household agrees."""
    reminders: bool = True
    """Whether people are reminded, told each morning what waits, and left in peace in their quiet hours."""
    languages: str = "vi,en"
    """Offered to residents, comma-separated, Vietnamese first; "km" awaits a native reader's check."""
    audio_dir: Path = Path("var/audio")
    """Recordings that read questions aloud (docs/audio.md); there need be none."""

    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org/bot"
    telegram_file_url: str = "https://api.telegram.org/file/bot"
    telegram_proxy: str | None = None
    zalo_bot_token: SecretStr | None = None
    """Of the Bot Platform; a bot may be on Telegram, on Zalo, or on both."""
    zalo_bot_base_url: str = "https://bot-api.zaloplatforms.com/bot"
    zalo_proxy: str | None = None
    zalo_bot_plan: Annotated[str, AfterValidator(_readable(month_plans))] = (
        "2026-01-01: 3000 messages, 50 users"
    )
    """The free plan as Zalo offers it in November 2026 (ADR 0024)."""
    zalo_oa_plan: Annotated[str, AfterValidator(_readable(window_plans))] = (
        "2026-01-01: 8 messages, 48 hours, 7 days"
    )
    """Consultation messages of an Official Account as Zalo gives them in November 2026 (ADR 0024)."""
    zalo_oa_paid: bool = False
    """Whether notices outside the free window are sent, which costs money."""
    zalo_picture_hosts: Annotated[str, AfterValidator(_host_names)] = "zdn.vn, zadn.vn"
    """Endings of the hosts that pictures sent on Zalo are fetched from; Zalo publishes no list."""
    zalo_webhook_url: str = ""
    """As webhook_url, with another path."""
    zalo_webhook_secret: SecretStr | None = None
    zalo_oa_app_id: str = ""
    """Of the app that is linked with the Official Account; empty: no account."""
    zalo_oa_secret_key: SecretStr | None = None
    """The app's, for new tokens; not the account's."""
    zalo_oa_oa_secret: SecretStr | None = None
    """The account's ("OA Secret Key"), for the signatures of its posts."""
    zalo_oa_id: str = ""
    zalo_oa_refresh_token: SecretStr | None = None
    """The first of the chain, or a new one where it broke; the bot keeps the later ones itself."""
    zalo_oa_webhook_url: str = ""
    """As webhook_url, with another path; it is also entered by hand on the app's page at Zalo."""
    zalo_oa_base_url: str = "https://openapi.zalo.me"
    zalo_oa_token_url: str = "https://oauth.zaloapp.com/v4/oa/access_token"
    zalo_oa_refresh_days: Annotated[int, Field(ge=1, le=3_650)] = 90
    """Life of a refresh token where Zalo tells no other: cited from its developers' forum, 11/2026."""
    zalo_oa_warn_days: Annotated[int, Field(ge=0, le=3_650)] = 14
    webhook_url: str = ""
    """Public https address with its path; empty: long polling."""
    webhook_secret: SecretStr | None = None
    listen_host: str = "127.0.0.1"
    listen_port: int = 8080
    public_url: str = ""
    """The https address under which the bot's own pages are reached; empty: papers are never links."""
    link_hours: Annotated[int, Field(ge=1, le=168)] = 24
    """How long the link of a paper is good."""

    quality_form_minutes: Count = USUAL.form_minutes
    quality_question_seconds: Count = USUAL.question_seconds
    quality_question_share: Percent = USUAL.question_share
    quality_question_count: Count = USUAL.question_count
    quality_changes: Count = USUAL.changes
    quality_line_points: Count = USUAL.line_points
    quality_line_share: Percent = USUAL.line_share
    quality_line_files: Count = USUAL.line_files
    quality_line_times: Count = USUAL.line_times
    quality_same_answers: Count = USUAL.same_answers
    quality_members: Count = USUAL.members
    quality_pause_minutes: Minutes = USUAL.pause_minutes

    @field_validator("languages")
    @classmethod
    def _known_languages(cls, given: str) -> str:
        codes = given.replace(" ", "").split(",")
        if codes[0] != "vi" or len(set(codes)) < len(codes) or not set(codes) <= set(KNOWN):
            raise ValueError(f"name languages once each, vi first, of: {', '.join(KNOWN)}")
        return ",".join(codes)

    @field_validator("public_url")
    @classmethod
    def _public_address(cls, given: str) -> str:
        url = given.rstrip("/")
        if url and not _PUBLIC.fullmatch(url):
            raise ValueError("give an https address without ? or #, like https://bot.example.vn")
        return url

    def door(self) -> PublicDoor | None:
        """The bot's own public address; None where there is none."""
        return PublicDoor(self.public_url, self.link_hours) if self.public_url else None

    def tariffs(self) -> dict[str, Tariff]:
        """What each metered bot may send, by the prefix of its chats."""
        found: dict[str, Tariff] = {}
        if self.zalo_oa_app_id:
            found["zo"] = Tariff(windows=window_plans(self.zalo_oa_plan), paid=self.zalo_oa_paid)
        if self.zalo_bot_token:
            found["zb"] = Tariff(months=month_plans(self.zalo_bot_plan))
        return found

    def picture_hosts(self) -> tuple[str, ...]:
        """Where pictures sent on Zalo may come from."""
        return tuple(name.strip() for name in self.zalo_picture_hosts.split(","))

    def thresholds(self) -> Thresholds:
        """From where on officers are shown what of a survey should be asked again."""
        return Thresholds(**{one.name: getattr(self, f"quality_{one.name}") for one in fields(Thresholds)})


def settings() -> Settings:
    """The settings in force. ConfigError names the setting that is wrong, never its value."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = "RASOAT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise ConfigError(
            first["msg"], where=name, remedy=f"mend it in the environment or in {ENV_FILE}"
        ) from None

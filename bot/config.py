"""Settings: from the environment (RASOAT_…) or the file rasoat.env beside where the bot is started."""

from dataclasses import fields
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.cases.quality import USUAL, Thresholds
from bot.dialogue.aids import KNOWN
from bot.errors import ConfigError

ENV_FILE = "rasoat.env"

Count = Annotated[int, Field(ge=0, le=10_000)]
Percent = Annotated[int, Field(ge=0, le=100)]
Minutes = Annotated[int, Field(ge=1, le=10_000)]
"""Of a pause: with none at all no time would be work, and every form would look done at once."""


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
    zalo_webhook_url: str = ""
    """As webhook_url, with another path."""
    zalo_webhook_secret: SecretStr | None = None
    webhook_url: str = ""
    """Public https address with its path; empty: long polling."""
    webhook_secret: SecretStr | None = None
    listen_host: str = "127.0.0.1"
    listen_port: int = 8080

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

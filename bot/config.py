"""Settings: from the environment (RASOAT_…) or the file rasoat.env beside where the bot is started."""

from pathlib import Path

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import ConfigError

ENV_FILE = "rasoat.env"


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

    telegram_token: SecretStr | None = None
    telegram_base_url: str = "https://api.telegram.org/bot"
    telegram_file_url: str = "https://api.telegram.org/file/bot"
    telegram_proxy: str | None = None
    webhook_url: str = ""
    """Public https address with its path; empty: long polling."""
    webhook_secret: SecretStr | None = None
    listen_host: str = "127.0.0.1"
    listen_port: int = 8080


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

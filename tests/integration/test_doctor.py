"""`rasoat doctor` over pretended platforms and a real store: each fault is found, a healthy bot has none."""

import ast
import io
import ssl
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from bot.cases.evidence import Evidence
from bot.channels.zalo_oa_chain import begun_with, written
from bot.channels.zalo_oa_tokens import NOTE
from bot.commands import doctor, doctor_machine
from bot.commands.doctor import examined
from bot.commands.doctor_finding import Finding, Ground
from bot.commands.opening import make_key_file, opened_store
from bot.config import Settings
from bot.errors import ConfigError
from bot.runtime.quota import COUNT, month_of
from storage.evidence import folder_of
from storage.seal import Keys
from tests.fakes.server import LoopbackServer
from tests.fakes.telegram_api import FakeTelegram
from tests.fakes.zalo_api import FakeZalo
from tests.integration.certificates import Certificates
from tests.integration.process_help import Machine
from tests.unit.locales.catalogues import texts

Look = Callable[..., Ground]


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A set-up machine without any platform: key and store in folders of their own."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    made = Settings(store_path=tmp_path / "data" / "s.sqlite", key_file=tmp_path / "key" / "rasoat.key")
    make_key_file(made.key_file)
    return made


@pytest.fixture
async def ready(settings: Settings) -> Settings:
    async with opened_store(settings.store_path, Keys.from_file(settings.key_file)):
        pass
    return settings


@pytest.fixture
async def telegram() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram() as fake:
        yield fake


@pytest.fixture
async def zalo() -> AsyncIterator[FakeZalo]:
    async with FakeZalo(allow_http_webhook=True) as fake:
        yield fake


async def found(settings: Settings, *, clock: Callable[[], datetime] = now) -> dict[str, Finding]:
    ground = Ground(settings, clock, ssl.create_default_context())
    return {one.key: one for one in await examined(ground)}


def with_telegram(settings: Settings, fake: FakeTelegram, **more: object) -> Settings:
    return settings.model_copy(
        update={"telegram_token": SecretStr(fake.token), "telegram_base_url": fake.base_url, **more}
    )


def with_zalo(settings: Settings, fake: FakeZalo, **more: object) -> Settings:
    return settings.model_copy(
        update={"zalo_bot_token": SecretStr(fake.token), "zalo_bot_base_url": fake.base_url, **more}
    )


async def test_a_healthy_machine_has_no_fault(
    ready: Settings, telegram: FakeTelegram, zalo: FakeZalo
) -> None:
    both = with_zalo(with_telegram(ready, telegram), zalo)
    told = await found(both)
    assert {key for key, one in told.items() if one.level == "fault"} == set()
    assert {"doctor.store.whole", "doctor.key.there", "doctor.telegram.token", "doctor.clock.right"} <= set(
        told
    )
    assert told["doctor.zalo_bot.polling"].level == "look"


async def test_what_is_missing_on_the_machine(settings: Settings) -> None:
    settings.key_file.unlink()
    told = await found(settings)
    assert {"doctor.key.unreadable", "doctor.store.none", "doctor.bot.stands", "doctor.no_platform"} <= set(
        told
    )
    gone = await found(settings.model_copy(update={"store_path": Path("nowhere/s.sqlite")}))
    assert "doctor.disk.no_folder" in gone


async def test_a_key_that_others_read_and_one_that_does_not_fit(ready: Settings) -> None:
    ready.key_file.chmod(0o644)
    assert "doctor.key.open" in await found(ready)
    ready.key_file.unlink()
    make_key_file(ready.key_file)
    assert "doctor.store.other_key" in await found(ready)


async def test_a_damaged_store(ready: Settings) -> None:
    ready.store_path.write_bytes(b"not a store at all, only words" * 50)
    assert "doctor.store.unreadable" in await found(ready)


async def test_it_looks_while_the_bot_runs_and_changes_nothing(ready: Settings) -> None:
    async with opened_store(ready.store_path, Keys.from_file(ready.key_file)):
        told = await found(ready)
        assert "doctor.bot.runs" in told
        assert told["doctor.store.whole"].level == "ok"
    before = ready.store_path.read_bytes()
    assert "doctor.bot.stands" in await found(ready)
    assert ready.store_path.read_bytes() == before


async def test_little_room(ready: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_machine, "NO_ROOM", 10**18)
    monkeypatch.setattr(doctor_machine, "LITTLE_ROOM", 2 * 10**18)
    assert (await found(ready))["doctor.disk.little"].level == "fault"


async def test_tokens_that_are_refused(ready: Settings, telegram: FakeTelegram, zalo: FakeZalo) -> None:
    wrong = SecretStr("123456:another-token-than-the-right-one-0")
    bad = with_zalo(with_telegram(ready, telegram, telegram_token=wrong), zalo, zalo_bot_token=wrong)
    told = await found(bad)
    assert {"doctor.telegram.refused", "doctor.zalo_bot.refused"} <= set(told)


async def test_platforms_that_are_not_reached(
    ready: Settings, telegram: FakeTelegram, zalo: FakeZalo
) -> None:
    both = with_zalo(with_telegram(ready, telegram), zalo)
    await telegram.server.stop()
    await zalo.server.stop()
    told = await found(both)
    assert {"doctor.telegram.not_reached", "doctor.zalo_bot.not_reached", "doctor.clock.unknown"} <= set(told)


async def test_a_clock_that_is_off(ready: Settings, telegram: FakeTelegram) -> None:
    told = await found(with_telegram(ready, telegram), clock=lambda: now() + timedelta(hours=7))
    assert told["doctor.clock.off"].args["seconds"] == pytest.approx(7 * 3600, abs=30)


async def test_webhooks_that_point_elsewhere(ready: Settings, telegram: FakeTelegram, zalo: FakeZalo) -> None:
    url = "https://127.0.0.1:9/x"
    both = with_zalo(with_telegram(ready, telegram, webhook_url=url), zalo, zalo_webhook_url=url)
    told = await found(both)
    assert {"doctor.telegram.hook_gone", "doctor.zalo_bot.hook_gone", "doctor.public.closed"} <= set(told)


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    return Certificates(tmp_path)


async def test_the_certificate_and_whose_page_it_is(ready: Settings, certificates: Certificates) -> None:
    async def health(_request: object) -> JSONResponse:
        return JSONResponse({"ok": True})

    async def elsewhere(_request: object) -> JSONResponse:
        return JSONResponse({"status": "up"})

    ours, other = Starlette(routes=[Route("/health", health)]), Starlette()
    somebody = Starlette(routes=[Route("/health", elsewhere)])
    for app, days, wanted in [
        (ours, 60, {"doctor.certificate.good", "doctor.public.answers"}),
        (ours, 5, {"doctor.certificate.soon", "doctor.public.answers"}),
        (other, 60, {"doctor.certificate.good", "doctor.public.not_ours"}),
        (somebody, 60, {"doctor.certificate.good", "doctor.public.not_ours"}),
        (ours, -1, {"doctor.certificate.refused"}),
    ]:
        async with LoopbackServer(app, certificates.of("localhost", days)) as server:
            hooked = ready.model_copy(update={"webhook_url": f"https://localhost:{server.port}/telegram"})
            told = await examined(Ground(hooked, now, certificates.trusting()))
        assert {one.key for one in told if "certificate" in one.key or "public" in one.key} == wanted


async def test_a_certificate_of_nobody_we_trust(ready: Settings, certificates: Certificates) -> None:
    async with LoopbackServer(Starlette(), certificates.of("localhost", 60)) as server:
        told = await found(ready.model_copy(update={"webhook_url": f"https://localhost:{server.port}/t"}))
    assert "doctor.certificate.refused" in told


def test_settings_that_cannot_be_read_are_a_finding() -> None:
    def read() -> Settings:
        raise ConfigError("not a number", where="RASOAT_LISTEN_PORT")

    out = io.StringIO()
    assert doctor.run(read, out) == doctor.ILL
    assert "RASOAT_LISTEN_PORT" in out.getvalue()
    assert "→" in out.getvalue()


def test_every_finding_that_is_not_ok_says_what_to_do() -> None:
    """The words of look() and fault() have a second line, those of ok() have none."""
    lines: dict[str, set[bool]] = {"ok": set(), "look": set(), "fault": set()}
    for file in Path(doctor.__file__).parent.glob("doctor*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="ok" | "look" | "fault" as level), args=[ast.Constant(value=str(key))]
                ):
                    lines[level].add("\n" in texts("vi")[key])
    assert lines == {"ok": {False}, "look": {True}, "fault": {True}}


OA = {
    "zalo_oa_app_id": "77",
    "zalo_oa_secret_key": SecretStr("app"),
    "zalo_oa_oa_secret": SecretStr("oa"),
    "zalo_oa_refresh_token": SecretStr("first"),
    "zalo_oa_webhook_url": "https://127.0.0.1:9/oa",
}


async def note(settings: Settings, kind: str, name: str, value: bytes) -> None:
    async with opened_store(settings.store_path, Keys.from_file(settings.key_file)) as store:
        await store.put_note(kind, name, value)


async def test_settings_of_an_official_account_that_are_missing(ready: Settings) -> None:
    told = await found(ready.model_copy(update={"zalo_oa_app_id": "77"}))
    assert "RASOAT_ZALO_OA_OA_SECRET" in str(told["doctor.zalo_oa.missing"].args["names"])
    assert "doctor.no_platform" not in told


@pytest.mark.parametrize(
    ("days", "begun", "key"),
    [(60, False, "chain"), (3, False, "ageing"), (-1, False, "dead"), (60, True, "interrupted")],
)
async def test_how_the_tokens_stand(ready: Settings, days: int, begun: bool, key: str) -> None:
    account = ready.model_copy(update=OA)
    assert "doctor.zalo_oa.not_begun" in await found(account)
    chain = begun_with("first", now(), timedelta(days=days, hours=1))
    kept = written(replace(chain, begun_at=now() if begun else None))
    await note(account, NOTE, f"77.{chain.seed}", kept)
    assert f"doctor.zalo_oa.{key}" in await found(account)


@pytest.mark.parametrize(("sent", "key"), [(10, "enough"), (2400, "short"), (3000, "full")])
async def test_the_messages_of_the_month(ready: Settings, zalo: FakeZalo, sent: int, key: str) -> None:
    metered = with_zalo(ready, zalo, zalo_bot_plan="2026-01-01: 3000 messages, 50 users")
    assert (await found(metered))["doctor.quota.enough"].args["sent"] == 0
    await note(metered, COUNT, f"zb:{month_of(now())}", orjson.dumps({"sent": sent, "paid": 0}))
    told = await found(metered)
    assert told[f"doctor.quota.{key}"].args["percent"] == sent // 30


async def test_what_cannot_be_read_with_this_key_is_not_told_as_healthy(
    ready: Settings, zalo: FakeZalo
) -> None:
    metered = with_zalo(ready, zalo, **OA)
    ready.key_file.unlink()
    unread = await found(metered)
    assert unread["doctor.store.no_key"].level == "look"
    make_key_file(ready.key_file)
    for told in (unread, await found(metered)):
        assert not {"doctor.store.whole", "doctor.quota.enough", "doctor.zalo_oa.not_begun"} & set(told)


async def test_a_store_restored_without_its_folder_of_photos(ready: Settings) -> None:
    async with opened_store(ready.store_path, Keys.from_file(ready.key_file)) as store:
        digest = await store.pictures.keep(b"a house")
        await store.seed([Evidence("e-1", "f-1", "house", "photo", now(), "nv-ba", digest, 7)])
    assert "doctor.evidence.lost" not in await found(ready)
    (folder_of(ready.store_path) / digest).unlink()
    assert (await found(ready))["doctor.evidence.lost"].args["count"] == 1


async def test_a_page_in_place_of_an_answer_is_told_in_words_alone(tmp_path: Path) -> None:
    async def blocked(_request: object) -> HTMLResponse:
        return HTMLResponse("<h1>Blocked</h1>")

    page = Starlette(routes=[Route("/{path:path}", blocked, methods=["GET", "POST"])])
    async with LoopbackServer(page) as server:
        address = f"http://127.0.0.1:{server.port}/bot"
        machine = Machine(tmp_path, telegram_token="1:abc", telegram_base_url=address)
        ended = await machine.rasoat("doctor")
    assert ended.status == doctor.ILL
    assert "✘" in ended.out
    assert "Traceback" not in ended.out
    assert "Blocked" not in ended.out

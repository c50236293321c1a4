"""The typesetter refuses without telling whose paper it was."""

import pytest

from bot.documents import typesetting
from bot.documents.typesetting import DocumentError, set_paper, set_source


def test_a_refused_paper_names_the_template_and_never_the_text(tmp_path, monkeypatch):
    (tmp_path / "probe.typ").write_text("#json(bytes(sys.inputs.data)).name", "utf-8")
    monkeypatch.setattr(typesetting, "HERE", tmp_path)
    with pytest.raises(DocumentError) as caught:
        set_paper("probe.typ", {"name": "Mai 😭"}, on=None)
    assert caught.value.where == "bot/documents/probe.typ:1:1"
    assert "Mai" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_template_reads_nothing_outside_its_folder(tmp_path, monkeypatch):
    (tmp_path / "secret.txt").write_text("not for the paper", "utf-8")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "probe.typ").write_text('#read("../secret.txt")', "utf-8")
    monkeypatch.setattr(typesetting, "HERE", tmp_path / "inside")
    with pytest.raises(DocumentError):
        set_paper("probe.typ", {}, on=None)


def test_a_panic_of_typst_is_a_fault_like_any_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """It derives from BaseException: past every `except Exception` a letter would never be given up."""

    class PanicException(BaseException):
        pass

    def breaks(*_args: object, **_kwargs: object) -> None:
        raise PanicException("range start index 1 out of range")

    monkeypatch.setattr("bot.documents.typesetting.typst.Compiler", breaks)
    with pytest.raises(DocumentError):
        set_source("x", on=None)

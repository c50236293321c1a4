"""The checked model of [income] into the frozen rules."""

from bot.scoring.income_rules import (
    IncomeBand,
    IncomeClass,
    IncomePurpose,
    IncomeRules,
    IncomeSource,
    LeftOut,
)
from bot.scoring.income_schema import IncomeFile, IncomePurposeFile


def income_rules(model: IncomeFile) -> IncomeRules:
    """The rules of a linted model."""
    plain = model.model_dump(include={"form", "purpose", "members", "chosen", "months", "label"})
    return IncomeRules(
        **plain,
        sources=tuple(IncomeSource(one.id, one.revenue, one.cost or "") for one in model.sources),
        left_out=tuple(LeftOut(**one.model_dump()) for one in model.left_out),
        purposes={one.id: _purpose(one) for one in model.purposes},
        classes={one.id: IncomeClass(one.id, one.text) for one in model.classes},
        source=model.source,
        certainty=model.certainty,
    )


def _purpose(model: IncomePurposeFile) -> IncomePurpose:
    bands = {band.area: IncomeBand(**band.model_dump()) for band in model.bands}
    return IncomePurpose(**model.model_dump(exclude={"bands"}), bands=bands)

"""From the two scores to a class. Điểm A and điểm B are never added together."""

from typing import Literal

from bot.scoring.pack import AreaType, Pack

Class = Literal["poor", "near_poor", "not_poor"]


def classify(pack: Pack, area: AreaType, score_a: int, score_b: int) -> Class:
    """Over the area's line: not poor. At or under it: poor from `poor_from` points B, else near-poor.

    Source: Nghị định 07/2021/NĐ-CP Điều 3; Thông tư 07/2021/TT-BLĐTBXH Điều 1.
    """
    if score_a > pack.line_points(area):
        return "not_poor"
    return "poor" if score_b >= pack.deprivation.poor_from else "near_poor"

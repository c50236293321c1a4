"""The papers that the law gives weight to: none of them leaves while its result is not official. Pure."""

from typing import Literal, get_args

OfficialPaper = Literal[
    "phu_luc_vi",  # the summary to the chairman
    "mau_02",  # the chairman's decision with the lists
    "mau_03",  # the certificate of a poor or near-poor household
    "final_report",
]
OFFICIAL_PAPERS: tuple[OfficialPaper, ...] = get_args(OfficialPaper)


def refusal(kind: str, official: bool) -> str | None:
    """The key of the words that say why a paper cannot be issued and what to do; None where it can.

    official: whether the result it would state was worked out with official, signed rows only.
    """
    return "paper.not_official" if kind in OFFICIAL_PAPERS and not official else None

"""What a turn may make or change."""

from typing import TypeVar

from bot.cases.call_back import CallBack
from bot.cases.case import Case
from bot.cases.channel_link import ChannelLink
from bot.cases.commune import Area, Commune, Invite, Round, Staff
from bot.cases.dossier import Dossier
from bot.cases.evidence import Evidence
from bot.cases.form_record import FormRecord
from bot.cases.lead import Lead
from bot.cases.meeting import Meeting
from bot.cases.paper_template import PaperTemplate
from bot.cases.points_table import LoadedTable
from bot.cases.posting import Posting

E = TypeVar(
    "E",
    Case,
    FormRecord,
    Staff,
    Invite,
    Commune,
    Area,
    Round,
    LoadedTable,
    PaperTemplate,
    ChannelLink,
    CallBack,
    Evidence,
    Meeting,
    Posting,
    Dossier,
    Lead,
)

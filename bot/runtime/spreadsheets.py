"""The spreadsheet or template that came with an event, opened for the step that asks for it."""

import asyncio
import logging

from bot.cases.paper_template import TemplateCheck
from bot.dialogue.event import Event
from bot.ports import SheetReader, TemplateChecker
from bot.runtime.faults import kind_and_place
from bot.scoring.sheets import Sheet, SheetFault

log = logging.getLogger(__name__)

Opened = tuple[Sheet, ...] | SheetFault


async def opened(reader: SheetReader, event: Event, event_id: str) -> Opened:
    """Its sheets, or why not. A file is no fault of ours, whatever is in it.

    event_id: the event whose file is wanted; only that of the turn under way is at hand, none is ever kept.
    """
    if event_id != event.id or not event.file:
        return SheetFault("engine.file.not_arrived")
    try:
        return await asyncio.to_thread(reader, event.file)
    except Exception as fault:
        log.warning("a spreadsheet could not be read: %s", kind_and_place(fault))
        return SheetFault("engine.file.unreadable")


async def checked(checker: TemplateChecker, event: Event, args: tuple[str, ...]) -> TemplateCheck:
    """What is found in the template that came. args: event, pack and paper it is meant for."""
    event_id, pack_id, paper_id = args
    if event_id != event.id or not event.file:
        return TemplateCheck(fault="engine.file.not_arrived")
    try:
        return await asyncio.to_thread(checker, pack_id, paper_id, event.file)
    except Exception as fault:
        log.warning("a template could not be read: %s", kind_and_place(fault))
        return TemplateCheck(fault="engine.file.unreadable")


def no_checker(_pack_id: str, _paper_id: str, _data: bytes) -> TemplateCheck:
    """For a bot that takes no templates."""
    return TemplateCheck(fault="engine.file.unreadable")


def no_reader(_data: bytes) -> Opened:
    """For a bot that reads no spreadsheets."""
    return SheetFault("engine.file.unreadable")

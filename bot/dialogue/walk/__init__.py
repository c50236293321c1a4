"""Any form as a conversation: the path is derived, so the walk only shows a spot and reads its answer."""

from bot.dialogue.walk.conversation import Hook as Hook
from bot.dialogue.walk.conversation import walk as walk
from bot.dialogue.walk.record import Changes as Changes
from bot.dialogue.walk.record import Open as Open
from bot.dialogue.walk.record import apply as apply
from bot.dialogue.walk.record import begin as begin
from bot.dialogue.walk.record import current as current
from bot.dialogue.walk.record import form_of as form_of
from bot.dialogue.walk.record import is_closed as is_closed
from bot.dialogue.walk.record import spots as spots

"""Reading what people in Vietnam type. Each reader is a pure function: text in, `Read` or `Problem` out.

No reader raises on any text, and each works in bounded time. A `Problem` (and each warning of a
`Read`) names a message of the locales and its values.
"""

from bot.dialogue.reading.dates import PartialDate, read_date, read_recent_date
from bot.dialogue.reading.ethnicities import Ethnicity, ethnicities, read_ethnicity
from bot.dialogue.reading.id_card import IdCard, read_id_card
from bot.dialogue.reading.lists import read_batch, read_choice_list
from bot.dialogue.reading.money import read_money
from bot.dialogue.reading.names import is_yes_or_no, read_person_name, title_case
from bot.dialogue.reading.national_id import Sex, read_national_id
from bot.dialogue.reading.numbers import read_integer, read_number
from bot.dialogue.reading.options import Ambiguous, match_option
from bot.dialogue.reading.phones import read_phone
from bot.dialogue.reading.result import Problem, Read
from bot.dialogue.reading.several import LETTERS, Part, read_part, read_parts
from bot.dialogue.reading.text import ascii_digits, clean, fold
from bot.dialogue.reading.yes_no import YesNo, read_yes_no

__all__ = [
    "LETTERS",
    "Ambiguous",
    "Ethnicity",
    "IdCard",
    "Part",
    "PartialDate",
    "Problem",
    "Read",
    "Sex",
    "YesNo",
    "ascii_digits",
    "clean",
    "ethnicities",
    "fold",
    "is_yes_or_no",
    "match_option",
    "read_batch",
    "read_choice_list",
    "read_date",
    "read_ethnicity",
    "read_id_card",
    "read_integer",
    "read_money",
    "read_national_id",
    "read_number",
    "read_part",
    "read_parts",
    "read_person_name",
    "read_phone",
    "read_recent_date",
    "read_yes_no",
    "title_case",
]

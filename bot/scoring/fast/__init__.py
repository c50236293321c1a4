"""The fast lane of `rasoat score`: a plain household read and scored in one go, or not at all.

Theory. What an answer means is worked out once a pack, reference date and table, and kept as bits: "this
value of this question sets these bits". Reading a household is then looking up each answer (a value that is
not allowed is not found) and or-ing the bits; điểm A and the indicators are read off the bits.

The lane never says what is wrong. Whatever is not plain (an answer missing or of the wrong type, a number
written oddly, a line that is not JSON, a pack with conditions it does not know) it gives up, and the careful
lane (`bot/scoring/contract.py`) answers, so that there is one place that knows the errors. Where it does
answer, it answers byte for byte as the careful lane would: tests/unit/scoring/test_fast_*.py hold the two
against each other.

bits.py: the bits · asked.py: which questions are asked · members.py: a member's answers by age · home.py: the
household's own · table.py: points · judge.py: indicators · lane.py: one household · stream.py: many lines.
"""

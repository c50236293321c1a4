"""Words that every part of a pack uses: the kind of area, how sure a number is."""

from typing import Literal

AreaType = Literal["rural", "urban"]
Certainty = Literal["law", "portal", "plan", "press", "seen", "inferred", "remembered"]
"""How sure a number is: read in an official copy, on the portal, in a plan, in the press, near verbatim
in a secondary text, inferred, or remembered and to be checked against the print."""

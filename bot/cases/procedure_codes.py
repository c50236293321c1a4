"""The procedures by their national codes, and what they have in common. Their steps are the pack's."""

ANNUAL, IN_YEAR, LEAVING = "1.011606", "1.011607", "1.011608"
AVERAGE, WORKER = "1.011609", "3.000412"
BY_POINTS = (ANNUAL, IN_YEAR, LEAVING)
"""Phiếu B, village meeting, posted again after a re-check."""
BY_INCOME = (AVERAGE, WORKER)
"""Income form, no meeting, posted once."""
WITHOUT_OPINION = (IN_YEAR, LEAVING, AVERAGE, WORKER)

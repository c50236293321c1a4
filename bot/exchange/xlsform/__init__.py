"""Phiếu A and Phiếu B as XLSForm, with the score as calculations.

The formulas are written from the pack's data alone and share nothing with the scorer, so that the two can
be compared (docs/oracle.md). An import contract keeps it so; of the pack only its data are used, no method.
"""

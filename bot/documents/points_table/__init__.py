"""The points table as a workbook, empty to be filled and loaded to be read."""

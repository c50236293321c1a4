"""The reports of a round (Mẫu 7.1 to 7.11): from the store to a workbook and to print."""

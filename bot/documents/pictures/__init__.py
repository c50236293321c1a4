"""Pictures in and out: photos kept with a form, square codes, the progress of a round."""

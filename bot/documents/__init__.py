"""Official papers out: law-given forms filled from the case, ready to print and sign."""

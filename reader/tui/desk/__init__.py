"""The desk: the screen on which articles are read and annotated, and what its keys do."""

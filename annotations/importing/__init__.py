"""Annotations that other programs, or ours, wrote into one document; one file a format."""

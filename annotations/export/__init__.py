"""Annotations of many articles as one document; one file a format."""

"""Screens of the whole library: lists that are narrowed, and two articles side by side."""

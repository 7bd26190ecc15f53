"""The reading pane's model: a text laid out in rows, spans over it, and ways to move in it.

Pure functions of offsets; nothing here knows Textual, so all of it is tested without a screen.
"""

"""The reading pane, widget and parts: an article in rows, with its marks in sight."""

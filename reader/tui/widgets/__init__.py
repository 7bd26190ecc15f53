"""The widgets around the reading pane."""

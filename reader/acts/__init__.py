"""What a reader does: acts on sidecars and articles, each on disk at once, each undoable."""

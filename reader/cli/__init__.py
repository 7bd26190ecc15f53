"""The command line: thin verbs over :class:`reader.library.Library`."""

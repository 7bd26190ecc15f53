"""What is known of languages, a folder for each, and which of them a text is in."""

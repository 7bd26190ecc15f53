"""What is known of languages, a folder for each, and which of them a text is in."""

from reader.languages.identification import guess_language
from reader.languages.judgement import judged

__all__ = ["guess_language", "judged"]

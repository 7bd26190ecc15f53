"""Who speaks in the passive, if anybody: "was called … by X", "wurde von X als … bezeichnet".

The verb and the agent stand on either side of the quotation. Invariant: both are words of the
sentence that was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.marks.grammar import grammar
from reader.marks.phrases import Phrase, is_adverb, phrase_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.marks.phrases import Word

AUXILIARIES = frozenset(
    {"was", "were", "is", "are", "been", "being", "wird", "wurde", "werden", "wurden", "worden"}
)
AGENT = frozenset({"by", "von", "vom"})
NEAR = 4
"""Words after a quotation within which an English agent and a German verb stand."""


def agent(
    before: Sequence[Word], after: Sequence[Word], cues: frozenset[str]
) -> tuple[Phrase, Word] | None:
    """Who says, in the passive, what stands between two halves of a sentence, and the verb."""
    auxiliary = next(
        (at for at in range(len(before) - 1, -1, -1) if before[at].form.lower() in AUXILIARIES),
        None,
    )
    if auxiliary is None:
        return None
    verb = next((word for word in before[auxiliary:] if word.form in cues), None)
    if verb is not None:
        for at, word in enumerate(after[:NEAR]):
            if word.form == "by" and (found := phrase_after(after, at + 1)):
                return found, verb
        return None
    verb = next((word for word in after[:NEAR] if word.form in cues), None)
    for at in range(auxiliary, len(before)) if verb is not None else ():
        if before[at].form in AGENT and (found := phrase_after(before, at + 1)) and verb:
            return found, verb
    return None


def is_unsaid(sentence: Sequence[Word], cues: frozenset[str]) -> bool:
    """Whether nobody is named who says what follows: "is being criticised as a …"."""
    last = next((at for at in range(len(sentence) - 1, -1, -1) if sentence[at].form in cues), None)
    if last is None or not is_passive(sentence, last):
        return False
    return last + 1 < len(sentence) and sentence[last + 1].form == "as"


def is_passive(sentence: Sequence[Word], index: int) -> bool:
    """Whether the English verb at ``index`` is done to its subject by nobody who is named."""
    word = sentence[index].form
    following = sentence[index + 1].form if index + 1 < len(sentence) else ""
    if word.endswith("ing") or word in grammar().citing or following == "by":
        return False
    for at in range(index - 1, -1, -1):
        if sentence[at].form in AUXILIARIES:
            return True
        if not is_adverb(sentence[at]):
            break
    return False

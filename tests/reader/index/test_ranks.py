"""Twenty known articles come as high up as they did before terms carried their language.

They are every eleventh of a collection of briefings, which lies beside the project, or nowhere. The
ranks were taken before the work began.
"""

from __future__ import annotations

import tarfile
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.library import Library

    Make = Callable[[dict[str, str | bytes]], Library]

NTH = 11
RANKS = (
    ("idea equally", "2022-02-01-statement-by-president-joe-biden-and-first-la", 1),
    ("protect vehicle", "2025-04-28-enforcing-commonsense-rules-of-the-road-for-a", 1),
    ("first begin", "2021-06-03-statement-by-senior-advisor-and-chief-spokesp", 2),
    ("working Additionally", "2021-07-23-statement-by-national-security-advisor-jake-s", 8),
    ("recognizing called", "2024-07-11-joint-statement-on-ice-pact.txt", 3),
    ("achieve city", "2021-09-14-remarks-by-president-biden-on-the-build-back-", 2),
    ("standards required", "2023-05-20-australia-united-states-climate-critical-mine", 3),
    ("Governor recovery", "2024-10-09-fact-sheet-hurricane-helene-recovery-continue", 5),
    ("crimes ensure", "2024-04-30-a-proclamation-on-law-day-u-s-a-2024.txt", 1),
    ("create greater", "2022-06-09-remarks-by-president-biden-at-the-fourth-ceo-", 5),
    ("years last", "2023-11-16-remarks-by-vice-president-harris-at-apec-busi", 5),
    ("months honoring", "2021-09-03-statement-by-president-joe-biden-on-the-execu", 1),
    ("ordered declared", "2024-08-05-president-joseph-r-biden-jr-approves-georgia-", 10),
    ("together response", "2023-10-18-readout-of-president-joseph-r-biden-jr-call-w", 6),
    ("announced assistance", "2021-06-25-president-biden-announces-u-s-special-envoy-t", 12),
    ("millions Harris", "2024-09-10-statement-from-president-biden-on-report-show", 10),
    ("head authority", "2025-02-15-keeping-education-accessible-and-ending-covid", 6),
    ("Harris focused", "2024-09-28-statement-from-president-joe-biden-on-hurrica", 6),
    ("remember indicates", "2024-08-15-on-the-record-press-gaggle-by-white-house-nat", 2),
    ("overseas energy", "2024-03-21-fact-sheet-80-of-house-republicans-release-pl", 2),
)
"""What is asked, how the name of the article begins, and the most that its rank may be."""


def test_known_articles_are_ranked_no_worse_than_before(shared: Path, make_library: Make) -> None:
    with tarfile.open(shared / "corpus" / "briefings.tar.xz") as archive:
        members = sorted(
            (member for member in archive if member.name.endswith((".txt", ".md"))),
            key=lambda member: PurePosixPath(member.name),
        )
        chosen = {member.name: archive.extractfile(member) for member in members[::NTH]}
        library = make_library({name: file.read() for name, file in chosen.items() if file})
    worse: dict[str, tuple[int, list[str]]] = {}
    for asked, name, most in RANKS:
        hits = library.search(library.queries.parse(asked), limit=most).hits
        names = [PurePosixPath(hit.entry.path).name for hit in hits]
        if not any(one.startswith(name) for one in names):
            worse[asked] = most, names
    assert worse == {}

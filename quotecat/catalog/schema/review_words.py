"""The words of a review: its verdicts, and the reasons for which something is no quotation."""

from typing import Literal

Verdict = Literal["accepted", "speaker fixed", "span fixed", "rejected"]
Reason = Literal["title", "term", "scare quote", "not speech", "other"]

"""The words of what people decide: about the registry, and about quotations with the reasons for which one is none."""

from typing import Literal

Action = Literal["merge", "split", "apart", "rename", "alias"]
Verdict = Literal["accepted", "speaker fixed", "span fixed", "rejected"]
Reason = Literal["title", "term", "scare quote", "not speech", "other"]

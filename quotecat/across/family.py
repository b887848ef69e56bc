"""Families: quotations that are one utterance, from the pairs that are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SPAN = 7
"""Over how many days quotations of a few words, by one speaker, may be one utterance; beyond that it is a slogan."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quotation of a few words may belong: the core that a longer one is in, and how far off that is.

    `days` lie between the two publications; `apart` says whether they are in two articles.
    """

    core: str
    days: int
    apart: bool


def components(nodes: Iterable[int], links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The nodes that links join, directly or by others; each group and all groups ascending."""
    root = {node: node for node in nodes}

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for one, other in links:
        root[find(one)] = find(other)
    groups: dict[int, list[int]] = defaultdict(list)
    for node in sorted(root):
        groups[find(node)].append(node)
    return sorted(groups.values())


def core_id(ids: Iterable[str]) -> str:
    """The id of the family that has these quotations at its core: the order in which they came does not matter."""
    return f"fam_{min(ids).partition('_')[2]}"


def home(places: Iterable[Place]) -> str | None:
    """The one core that a quotation of a few words belongs to: that of its own article first, then the nearest in time.

    None if there is none, or several are as near: a phrase that is in two speeches of one day tells neither.
    """
    found = list(places)
    if not found:
        return None
    nearest = min((place.apart, place.days) for place in found)
    cores = {place.core for place in found if (place.apart, place.days) == nearest}
    return cores.pop() if len(cores) == 1 else None


def brief_families(
    homeless: Iterable[int], links: Iterable[tuple[int, int]], days: Mapping[int, int]
) -> list[list[int]]:
    """Groups of quotations of a few words that no longer one has; `days` are those of publication, as ordinals.

    What is repeated over more than `SPAN` days is a slogan, and no group.
    """
    nodes = set(homeless)
    groups = components(nodes, ((a, b) for a, b in links if a in nodes and b in nodes))
    return [g for g in groups if len(g) > 1 and max(days[n] for n in g) - min(days[n] for n in g) <= SPAN]

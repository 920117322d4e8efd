"""From pairs to groups: the surest pairs first, and never two bodies of different kinds in one group."""

from __future__ import annotations

from collections.abc import Sequence


class Groupes:
    """Ranks 0…n-1, each alone at first; `kinds[i]` are the kinds of body that the name of i says."""

    def __init__(self, kinds: Sequence[frozenset[str]]) -> None:
        self._parent = list(range(len(kinds)))
        self._kinds = [[kind] if kind else [] for kind in kinds]

    def find(self, rank: int) -> int:
        """The rank that stands for the group of this one."""
        while self._parent[rank] != rank:
            self._parent[rank] = self._parent[self._parent[rank]]
            rank = self._parent[rank]
        return rank

    def unite(self, left: int, right: int) -> bool:
        """Put two groups together; False, and nothing done, when one holds a mairie and the other its CCAS."""
        left, right = sorted((self.find(left), self.find(right)))
        if left == right:
            return True
        if any(not a & b for a in self._kinds[left] for b in self._kinds[right]):
            return False
        self._parent[right] = left
        known = self._kinds[left]
        known += [kind for kind in self._kinds[right] if kind not in known]
        return True

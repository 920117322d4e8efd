"""Labelled lists beside Splink as its tutorials set it: the whole list, then only what a directory holds."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from benchmarks import splink_simple
from benchmarks.listes_etiquetees import Etiquetee, judge, read_all
from benchmarks.resultat import Resultat, Verdict, decimal, secondes
from maillage.analyse.rapprochement import grouper

Scores = tuple[float, float, float]


def run() -> dict[str, Any]:
    lists = read_all()
    lines, verdicts = [], []
    for liste in lists:
        for mapped in (False, True):
            own, seconds = _measure(liste, mapped)
            theirs = {
                seuil: judge(groups, liste.lignes)
                for seuil, groups in splink_simple.group(liste, mapped=mapped).items()
            }
            name = f"{liste.nom}, {'colonnes d’un annuaire' if mapped else 'toutes colonnes'}"
            lines += _list_lines(name, own, seconds, theirs)
            verdicts.append(_judge(name, own[2], theirs))
    if not lists:
        verdicts = [Verdict("listes étiquetées", "absentes de cette machine, passage sauté")]
    return Resultat(
        titre="Listes étiquetées, à côté de Splink réglé simplement",
        texte="F1 sur les paires de lignes d’un même groupe. Splink est réglé comme dans ses tutoriels "
        "(`splink_simple.py`) et groupé à plusieurs seuils ; Maillage l’est à son seul seuil.",
        colonnes=["liste", "programme", "précision", "rappel", "F1", "durée"],
        lignes=lines,
        verdicts=verdicts,
    ).to_json()


def _measure(liste: Etiquetee, mapped: bool) -> tuple[Scores, float]:
    fiches = [liste.fiche(row, not mapped) for row in liste.lignes]
    start = perf_counter()
    groups = grouper(fiches)
    elapsed = perf_counter() - start
    return judge([[fiches[row].id for row in rows] for rows in groups], liste.lignes), elapsed


def _list_lines(name: str, own: Scores, seconds: float, theirs: dict[float, Scores]) -> list[list[str]]:
    return [
        [name, "Maillage", *(decimal(score, 4) for score in own), secondes(seconds)],
        *([name, f"Splink, seuil {decimal(seuil, 2)}", *(decimal(score, 4) for score in scores), ""]
          for seuil, scores in theirs.items()),
    ]  # fmt: skip


def _judge(name: str, own: float, theirs: dict[float, Scores]) -> Verdict:
    """Against the threshold that the tutorials take, and against the best of all, labels known."""
    usual, best = theirs[splink_simple.SEUIL][2], max(scores[2] for scores in theirs.values())
    return Verdict(
        f"F1, {name}", decimal(own, 4), f"≥ {decimal(usual, 4)} (Splink au seuil 0,95 ; au mieux {decimal(best, 4)})",
        own >= usual,
    )  # fmt: skip

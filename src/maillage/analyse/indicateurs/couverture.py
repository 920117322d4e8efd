"""What the figures rest on: who answered, what is confirmed, what has grown old."""

from __future__ import annotations

from maillage.analyse.diagnostic import Constat, withhold
from maillage.analyse.francais import add_months, compte, majuscule, nombre, sur_dix
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.seuils import SEUILS


def couverture(contexte: Contexte) -> Constat:
    """Coverage first: a diagnosis only says what some actors declared."""
    reseau = contexte.reseau
    acteurs, liens = len(reseau.acteurs), len(reseau.liens)
    etats = [lien.etat for lien in reseau.liens]
    part = len(contexte.repondants) / acteurs if acteurs else None
    return Constat(
        code="couverture",
        phrase=_phrase_couverture(contexte, etats.count("confirme")),
        valeur=part if liens else None,
        garde=None if liens else "Aucun lien n’est déclaré : il n’y a encore rien à mesurer.",
        detail={
            "acteurs": acteurs,
            "repondants": len(contexte.repondants),
            "liens": liens,
            "declarations": reseau.nombre_declarations,
            "confirmes": etats.count("confirme"),
            "declares_d_un_cote": etats.count("declare"),
            "contestes": etats.count("conteste"),
            "souhaites": len(reseau.souhaits),
        },
        methode="couverture",
    )


def _phrase_couverture(contexte: Contexte, confirmes: int) -> str:
    acteurs, liens, repondants = len(contexte.reseau.acteurs), len(contexte.reseau.liens), len(contexte.repondants)
    if not liens:
        return f"{majuscule(compte(acteurs, 'acteur'))}, aucun lien déclaré : la carte est à commencer."
    debut = "" if repondants >= SEUILS.part_minimale_repondants * acteurs else "À lire avec prudence : "
    verbe = {0: "n’a parlé de ses", 1: "a parlé de ses"}.get(repondants, "ont parlé de leurs")
    phrase = f"{compte(repondants, 'acteur')} sur {nombre(acteurs)} {verbe} liens ; {_confirmation(confirmes, liens)}."
    return majuscule(debut + phrase)


def _confirmation(confirmes: int, liens: int) -> str:
    if not confirmes:
        return f"sur {compte(liens, 'lien')}, aucun n’est encore confirmé des deux côtés"
    if confirmes == liens:
        return f"{compte(liens, 'lien')}, {'confirmé' if liens == 1 else 'tous confirmés'} des deux côtés"
    if liens < 10:
        return f"{compte(liens, 'lien')}, dont {compte(confirmes, 'confirmé')} des deux côtés"
    share = sur_dix(confirmes / liens)
    verbe = "est confirmé" if share.startswith(("moins", "un ")) else "sont confirmés"
    return f"{compte(liens, 'lien')}, dont {share} {verbe} des deux côtés"


def liens_perimes(contexte: Contexte) -> Constat:
    """Links last declared more than `SEUILS.mois_perime` months before the reference date."""
    dated = [lien for lien in contexte.reseau.liens if lien.date]
    limit = add_months(contexte.date_reference, -SEUILS.mois_perime)
    old = [lien for lien in dated if lien.date and lien.date < limit]
    if len(dated) < SEUILS.min_liens_compares:
        garde = (
            f"{majuscule(compte(len(dated), 'lien'))} avec une date : il en faut {nombre(SEUILS.min_liens_compares)}."
        )
        return withhold("liens-perimes", "L’âge des liens ne peut pas être dit.", garde)
    return Constat(
        code="liens-perimes",
        phrase=_phrase_perimes(len(old), len(dated)),
        valeur=len(old) / len(dated),
        garde=None,
        detail={
            "perimes": len(old),
            "dates": len(dated),
            "avant_le": limit.isoformat(),
            "liens": [list(lien.acteurs) for lien in old],
        },
        methode="liens-perimes",
        diffusion="concernes",
    )


def _phrase_perimes(old: int, dated: int) -> str:
    if not old:
        return f"Tous les liens datés ont été déclarés ou revus depuis moins de {SEUILS.mois_perime} mois."
    start = majuscule(compte(old, "lien"))
    verbe = "n’a pas été revu" if old == 1 else "n’ont pas été revus"
    return f"{start} sur {nombre(dated)} {verbe} depuis plus de {SEUILS.mois_perime} mois : à reconfirmer."

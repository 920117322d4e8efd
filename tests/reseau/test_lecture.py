"""What the engine is fed with, by visitor; and that the network drawn is the network diagnosed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.espaces.droits import Droits, find_droits
from maillage.espaces.models import Espace
from maillage.reseau.lecture import read_reseau
from maillage.reseau.trame import read_trame
from tests.fabriques import make_espace
from tests.fabriques_acteurs import make_acteur
from tests.reseau.fabriques_reseau import make_lisaude, make_random, say


@pytest.fixture
def publique(lisaude):
    Espace.objects.update(visibilite="publique")
    lisaude.refresh_from_db()
    return lisaude


def pairs(reseau) -> set[frozenset[str]]:
    return {frozenset(lien.acteurs) for lien in reseau.liens}


def test_whole_network_without_drafts_nor_removed(lisaude):
    kept, member = make_acteur(lisaude), make_acteur(lisaude, membres=True)
    for other in (member, make_acteur(lisaude, brouillon=True), make_acteur(lisaude, retire=True)):
        say(kept, other, 3)
    assert pairs(read_reseau(lisaude)) == {frozenset((str(kept.pk), str(member.pk)))}


def test_public_reads_no_wish_no_contest_no_hidden_actor(publique):
    a = make_lisaude(publique)
    hidden = make_acteur(publique, membres=True)
    say(a["ccas"], hidden, 3)
    say(a["ccas"], a["mds"], 3, 5, phase_souhaitee="P1")
    seen = read_reseau(publique, droits=Droits(publique, None))
    assert pairs(seen) == {
        frozenset((str(a[x].pk), str(a[y].pk))) for x, y in (("ccas", "mds"), ("ccas", "enfance"), ("habitat", "mds"))
    }
    assert not seen.sans_lien
    said = [one for lien in seen.liens for one in lien.declarations]
    assert {(one.niveau_souhaite, one.phase_souhaitee) for one in said} == {(None, None)}


def test_wish_beside_a_lived_word_is_left_out_for_the_public(publique):
    a, b = make_acteur(publique), make_acteur(publique)
    say(a, b, 3)
    say(b, a, None, 5)
    (lien,) = read_reseau(publique, droits=Droits(publique, None)).liens
    assert (lien.etat, lien.niveau, lien.niveau_souhaite) == ("declare", 3, None)


def test_private_link_is_not_for_other_members(lisaude, lou, claire):
    a, b = make_acteur(lisaude), make_acteur(lisaude)
    say(a, b, 3, visibilite="privee")
    seen = [len(read_reseau(lisaude, droits=find_droits(who, lisaude)).liens) for who in (lou, claire)]
    assert seen == [0, 1]


@pytest.mark.parametrize("niveau", ["service", "structure"])
def test_number_of_queries_is_fixed(lisaude, lou, niveau):
    def count() -> tuple[int, int]:
        counts = []
        for droits in (None, find_droits(lou, lisaude)):
            with CaptureQueriesContext(connection) as captured:
                read_reseau(lisaude, niveau=niveau, droits=droits)
            counts.append(len(captured))
        return counts[0], counts[1]

    make_random(lisaude, 1)
    few = count()
    make_random(lisaude, 2, acteurs=25, paroles=80)
    assert count() == few == (4, 4)


@pytest.mark.parametrize("graine", range(6))
@pytest.mark.parametrize("niveau", ["service", "structure"])
def test_network_drawn_is_the_one_diagnosed(lisaude, claire, graine, niveau):
    make_random(lisaude, graine)
    droits = find_droits(claire, lisaude)
    reseau, trame = read_reseau(lisaude, niveau=niveau, droits=droits), read_trame(droits, niveau)
    assert [noeud.id for noeud in trame.noeuds] == [acteur.id for acteur in reseau.acteurs]
    assert tell(trame) == {
        **{lien.acteurs: (lien.etat, lien.niveau) for lien in reseau.liens},
        **{lien.acteurs: ("souhaite", lien.niveau_souhaite) for lien in reseau.souhaits},
    }


@pytest.mark.parametrize("graine", range(4))
@pytest.mark.parametrize("niveau", ["service", "structure"])
@pytest.mark.parametrize("who", ["lou", "public"])
def test_rights_cut_both_alike(publique, lou, graine, niveau, who):
    make_random(publique, graine)
    droits = find_droits(lou, publique) if who == "lou" else Droits(publique, None)
    reseau, trame = read_reseau(publique, niveau=niveau, droits=droits), read_trame(droits, niveau)
    assert [noeud.id for noeud in trame.noeuds] == [acteur.id for acteur in reseau.acteurs]
    assert {pair for pair, (etat, _) in tell(trame).items() if etat != "souhaite"} == {
        one.acteurs for one in reseau.liens
    }
    if who == "public":
        assert {trait.etat for trait in trame.traits} <= {"declare", "confirme"}
        assert {trait.souhait for trait in trame.traits} <= {None}


def tell(trame) -> dict[tuple[str, str], tuple[str, float | None]]:
    return {
        (trame.noeuds[t.a].id, trame.noeuds[t.b].id): (t.etat, t.souhait if t.etat == "souhaite" else t.niveau)
        for t in trame.traits
    }


def test_nothing_crosses_from_another_espace(lisaude, claire):
    make_lisaude(make_espace(slug="voisin"))
    assert not read_reseau(lisaude).acteurs
    assert not read_trame(find_droits(claire, lisaude)).noeuds

"""Someone named at a poste opens the link of the message: confirms, chooses who sees the name, then leaves."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from maillage.acteurs.identites import make_jeton
from maillage.acteurs.models import Personne
from maillage.espaces.models import Espace
from tests.conftest_navigateur import Ouvrir, find_faults
from tests.fabriques_acteurs import make_personne

pytestmark = pytest.mark.navigateur


def test_a_person_confirms_then_leaves_the_map_without_account(ouvrir: Ouvrir, demo: Espace) -> None:
    poste = demo.acteurs.filter(nature="poste", personne=None)[0]
    personne = make_personne(poste)
    page = ouvrir()
    page.goto(f"/moi/{make_jeton(personne)}/")
    assert find_faults(page) == []
    page.get_by_role("button", name="C’est bien moi").click()
    expect(page.get_by_role("button", name="C’est bien moi")).to_have_count(0)
    page.get_by_role("button", name="Enregistrer mon choix").click()
    personne.refresh_from_db()
    assert personne.confirmee_le is not None
    page.get_by_role("link", name="Retirer ma fiche").click()
    page.get_by_role("button", name="Retirer ma fiche").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert not Personne.objects.filter(pk=personne.pk).exists()

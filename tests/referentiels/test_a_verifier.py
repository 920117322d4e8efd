"""What an administrator marks « à vérifier » is never shown as established."""

from __future__ import annotations

from django.urls import reverse

from tests.fabriques_acteurs import make_acteur, make_public, make_theme, make_type

A_VERIFIER = "(à vérifier)"


def test_a_type_to_be_checked_says_so_wherever_it_is_read(lisaude, as_user, driss):
    make_acteur(lisaude, "DAC Nord", type="DAC")
    client, pages = as_user(driss), [reverse(f"acteurs:{nom}", args=["lisaude"]) for nom in ("liste", "creer")]
    assert not any(A_VERIFIER in client.get(page).content.decode() for page in pages)
    type_ = make_type("DAC")
    type_.a_verifier = True
    type_.save()
    assert all(f"DAC {A_VERIFIER}" in client.get(page).content.decode() for page in pages)


def test_a_theme_and_a_public_too(lisaude, as_user, lou):
    for one in (make_theme("alimentation"), make_public("familles")):
        one.a_verifier = True
        one.save()
    acteur = make_acteur(lisaude, themes=("alimentation",), publics=("familles",))
    page = as_user(lou).get(acteur.get_absolute_url()).content.decode()
    assert f"Alimentation {A_VERIFIER}" in page
    assert f"Familles {A_VERIFIER}" in page

// <form data-reseau-filtres>: the same choices as on the server, read from the same form, and the same rule.

import type { Acteur, Donnees, Etat, Lien } from "./donnees";

export interface Filtres {
  spheres: Set<string>;
  themes: Set<string>;
  auMoins: number;
  etats: Set<string>;
}

const VECUS: readonly Etat[] = ["confirme", "declare", "conteste"];

export function lireFiltres(form: HTMLFormElement): Filtres {
  const saisie = new FormData(form);
  const choix = (nom: string): Set<string> => new Set(saisie.getAll(nom).map(String));
  const etats = choix("etat");
  return {
    spheres: choix("sphere"),
    themes: choix("theme"),
    auMoins: Number(saisie.get("au_moins") ?? 0) || 0,
    etats: etats.size > 0 ? etats : new Set(VECUS),
  };
}

export interface Garde {
  acteurs: Set<number>;
  liens: Set<number>;
}

export function garder(donnees: Donnees, filtres: Filtres, centre: number | null = null): Garde {
  let acteurs = new Set<number>();
  donnees.acteurs.forEach((acteur, rang) => {
    if (rang === centre || estDemande(acteur, filtres)) acteurs.add(rang);
  });
  let liens = new Set<number>();
  donnees.liens.forEach((lien, rang) => {
    if (acteurs.has(lien.a) && acteurs.has(lien.b) && estMontre(lien, filtres)) liens.add(rang);
  });
  if (centre !== null) {
    acteurs = voisins(donnees, liens, centre);
    liens = new Set([...liens].filter((rang) => acteurs.has(donnees.liens[rang]!.a) && acteurs.has(donnees.liens[rang]!.b)));
  }
  return { acteurs, liens };
}

function estDemande(acteur: Acteur, filtres: Filtres): boolean {
  const monde = filtres.spheres.size === 0 || filtres.spheres.has(acteur.sphere.code);
  return monde && (filtres.themes.size === 0 || acteur.themes.some((slug) => filtres.themes.has(slug)));
}

function estMontre(lien: Lien, filtres: Filtres): boolean {
  if (!filtres.etats.has(lien.etat)) return false;
  return filtres.auMoins === 0 || (lien.niveau !== null && lien.niveau >= filtres.auMoins);
}

// The actor itself and those a kept link joins to it.
export function voisins(donnees: Donnees, liens: Iterable<number>, centre: number): Set<number> {
  const proches = new Set([centre]);
  for (const rang of liens) {
    const lien = donnees.liens[rang]!;
    if (lien.a === centre) proches.add(lien.b);
    if (lien.b === centre) proches.add(lien.a);
  }
  return proches;
}

const simplifier = (texte: string): string =>
  texte.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replace(/[’']/g, " ");

// Actors whose name holds every word, those that begin so first; accents and case are forgiven.
export function chercher(donnees: Donnees, texte: string, combien = 8): number[] {
  const mots = simplifier(texte).split(/\s+/).filter(Boolean);
  if (mots.length === 0) return [];
  const debut = mots.join(" ");
  return donnees.acteurs
    .map((acteur, rang) => ({ rang, nom: simplifier(acteur.nom) }))
    .filter(({ nom }) => mots.every((mot) => nom.includes(mot)))
    .sort((a, b) => Number(b.nom.startsWith(debut)) - Number(a.nom.startsWith(debut)) || a.nom.localeCompare(b.nom, "fr"))
    .slice(0, combien)
    .map(({ rang }) => rang);
}

// Around one actor: who works with it, at which level, and the way to each page. Real links and buttons, for the keyboard.

import type { Donnees, Etat, Lien } from "./donnees";

const MONTRES = 60;
const DITS: Record<Etat, string> = {
  confirme: "confirmé des deux côtés",
  declare: "déclaré d’un côté",
  conteste: "vu différemment",
  souhaite: "souhaité",
};

export interface Adresses {
  fiche: string;
  autour: string;
}

export function montrerVoisinage(
  ou: HTMLElement,
  donnees: Donnees,
  rang: number | null,
  liens: Set<number>,
  adresser: (id: string) => Adresses,
  aller: (rang: number | null) => void,
): void {
  ou.replaceChildren();
  if (rang === null) return;
  const acteur = donnees.acteurs[rang]!;
  const proches = listerProches(donnees, rang, liens);
  const { fiche, autour } = adresser(acteur.id);
  const titre = element("h3", "", `Autour de ${acteur.nom}`);
  const combien = proches.length === 0 ? "aucun lien ici" : proches.length === 1 ? "un lien" : `${proches.length} liens`;
  const suite = element("p", "reseau-gestes", `${acteur.sphere.nom}, ${combien}. `);
  const fermer = element("button", "bouton discret", "Fermer");
  fermer.setAttribute("type", "button");
  fermer.addEventListener("click", () => aller(null));
  suite.append(lier(fiche, "Sa fiche"), " · ", lier(autour, "Ne voir que son voisinage"), " · ", fermer);
  const liste = element("ul", "reseau-voisins");
  liste.append(...proches.slice(0, MONTRES).map(({ autre, lien }) => ecrire(donnees, autre, lien, adresser, aller)));
  ou.append(titre, suite, liste);
  if (proches.length > MONTRES) ou.append(element("p", "doux", `Et ${proches.length - MONTRES} autres : ouvrez sa fiche.`));
}

interface Proche {
  autre: number;
  lien: Lien;
}

function listerProches(donnees: Donnees, rang: number, liens: Set<number>): Proche[] {
  const proches: Proche[] = [];
  for (const numero of liens) {
    const lien = donnees.liens[numero]!;
    if (lien.a === rang) proches.push({ autre: lien.b, lien });
    else if (lien.b === rang) proches.push({ autre: lien.a, lien });
  }
  const nom = ({ autre }: Proche): string => donnees.acteurs[autre]!.nom;
  return proches.sort((a, b) => nom(a).localeCompare(nom(b), "fr"));
}

function ecrire(
  donnees: Donnees,
  autre: number,
  lien: Lien,
  adresser: (id: string) => Adresses,
  aller: (rang: number | null) => void,
): HTMLElement {
  const { id, nom, sphere } = donnees.acteurs[autre]!;
  const ligne = element("li", "");
  const bouton = element("button", "bouton discret", nom);
  bouton.setAttribute("type", "button");
  bouton.title = "Voir autour de lui";
  bouton.addEventListener("click", () => aller(autre));
  const fiche = lier(adresser(id).fiche, "fiche");
  fiche.setAttribute("aria-label", `Fiche de ${nom}`);
  const precision = element("span", "doux", `${sphere.nom} · ${direNiveau(donnees, lien)} · `);
  precision.append(fiche);
  ligne.append(bouton, precision);
  return ligne;
}

export function direNiveau(donnees: Donnees, { niveau, etat }: Lien): string {
  const dit = niveau === null ? "niveau non dit" : (donnees.niveaux[Math.round(niveau)] ?? String(niveau)).toLowerCase();
  return `${dit}, ${DITS[etat]}`;
}

function lier(adresse: string, texte: string): HTMLElement {
  const lien = element("a", "", texte);
  lien.setAttribute("href", adresse);
  return lien;
}

export function element(nom: string, classe: string, texte = ""): HTMLElement {
  const cree = document.createElement(nom);
  if (classe) cree.className = classe;
  cree.textContent = texte;
  return cree;
}

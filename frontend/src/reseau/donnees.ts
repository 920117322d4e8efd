// What the server sends of a network, checked once at the door: a row that is not what is expected stops everything, and
// the server's own drawing stays.

import { exiger, liste, nombre, texte } from "../verifier";

export type Forme = "cercle" | "carre" | "triangle" | "losange" | "hexagone";
export type Etat = "confirme" | "declare" | "conteste" | "souhaite";

export interface Sphere {
  code: string;
  nom: string;
  forme: Forme;
  lettre: string;
  trait: string;
  fond: string;
}

export interface Acteur {
  id: string;
  nom: string;
  sphere: Sphere;
  x: number;
  y: number;
  themes: string[];
}

export interface Lien {
  a: number;
  b: number;
  etat: Etat;
  niveau: number | null;
}

export interface Donnees {
  acteurs: Acteur[];
  liens: Lien[];
  niveaux: string[];
}

const FORMES: ReadonlySet<string> = new Set(["cercle", "carre", "triangle", "losange", "hexagone"]);
const ETATS: ReadonlySet<string> = new Set(["confirme", "declare", "conteste", "souhaite"]);
export const VERSION = 2;

function choisir<T>(parmi: readonly T[], rang: unknown): T {
  const trouve = parmi[nombre(rang)];
  exiger(trouve !== undefined, "rang inconnu");
  return trouve;
}

const estCouleur = (dite: string | undefined): dite is string => dite !== undefined && /^#[0-9a-f]{6}$/i.test(dite);

function lireSphere(ligne: unknown): Sphere {
  const [code, nom, forme, lettre, trait, fond] = liste(ligne).map(texte);
  exiger(code !== undefined && nom !== undefined && lettre !== undefined, "sphère incomplète");
  exiger(forme !== undefined && FORMES.has(forme), "forme inconnue");
  exiger(estCouleur(trait) && estCouleur(fond), "couleur inconnue");
  return { code, nom, forme: forme as Forme, lettre, trait, fond };
}

export function lireDonnees(recu: unknown): Donnees {
  exiger(typeof recu === "object" && recu !== null, "objet attendu");
  const table = recu as Record<string, unknown>;
  exiger(table["version"] === VERSION, "version inconnue");
  const spheres = liste(table["spheres"]).map(lireSphere);
  const themes = liste(table["themes"]).map((ligne) => texte(liste(ligne)[0]));
  const etats = liste(table["etats"]).map(texte);
  exiger(etats.every((etat) => ETATS.has(etat)), "état inconnu");
  const acteurs = liste(table["acteurs"]).map((ligne): Acteur => {
    const [id, nom, sphere, x, y, siens] = liste(ligne);
    const slugs = liste(siens).map((rang) => choisir(themes, rang));
    return { id: texte(id), nom: texte(nom), sphere: choisir(spheres, sphere), x: nombre(x), y: nombre(y), themes: slugs };
  });
  const liens = liste(table["liens"]).map((ligne): Lien => {
    const [a, b, etat, niveau] = liste(ligne);
    exiger(acteurs[nombre(a)] !== undefined && acteurs[nombre(b)] !== undefined && a !== b, "lien sans acteurs");
    const dit = niveau === null ? null : nombre(niveau);
    return { a: nombre(a), b: nombre(b), etat: choisir(etats, etat) as Etat, niveau: dit };
  });
  return { acteurs, liens, niveaux: liste(table["niveaux"]).map(texte) };
}

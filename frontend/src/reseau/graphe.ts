// The network as Sigma draws it: places come from the server, sizes and colours follow the rules of the printed drawing.

import { UndirectedGraph } from "graphology";

import type { Acteur, Donnees, Forme, Lien, Sphere } from "./donnees";

export interface Noeud {
  x: number;
  y: number;
  size: number;
  label: string;
  color: string;
  type: Forme;
  lettre: string;
}

export interface Arete {
  size: number;
  color: string;
  zIndex: number;
}

export type Graphe = UndirectedGraph<Noeud, Arete>;

export const ENCRE = "#1D2B2A";
export const ACCENT = "#0E6B62";
const GRIS = "#A5AAAA";
const SOCIAL = new Set(["AS", "DS"]);

// The unit square of the places is stretched along the longer side; on a phone the two worlds stand one above the other.
const LONGUEUR = 1.3;
const LONGUEUR_DEBOUT = 1.6;

// Radius of the circle that holds each shape, so that all seem as large as the circle.
const PORTEE: Record<Forme, number> = { cercle: 1, carre: 1.27, triangle: 1.38, losange: 1.25, hexagone: 1.1 };

export const cle = (rang: number): string => String(rang);

// Width and height of the sheet, in the units of the nodes: the drawing fills it whatever is filtered.
export const feuille = (debout: boolean): [number, number] => (debout ? [1, LONGUEUR_DEBOUT] : [LONGUEUR, 1]);

export function construire(donnees: Donnees, debout = false, largeur = 760): Graphe {
  const graphe: Graphe = new UndirectedGraph<Noeud, Arete>();
  const degres = compter(donnees);
  const place = Math.min(1, largeur / 560); // marks are smaller on a phone
  const usuelle = Math.max(2.5, place * Math.min(10, 90 / Math.sqrt(donnees.acteurs.length || 1)));
  donnees.acteurs.forEach((acteur, rang) => {
    const degre = degres[rang] ?? 0;
    graphe.addNode(cle(rang), dessiner(acteur, usuelle * (0.8 + (0.4 * degre) / (degre + 6)), debout));
  });
  donnees.liens.forEach((lien, rang) => {
    graphe.addUndirectedEdgeWithKey(cle(rang), cle(lien.a), cle(lien.b), tracer(donnees, lien));
  });
  return graphe;
}

function compter(donnees: Donnees): number[] {
  const degres = new Array<number>(donnees.acteurs.length).fill(0);
  for (const { a, b, etat } of donnees.liens) {
    if (etat === "souhaite") continue;
    degres[a]! += 1;
    degres[b]! += 1;
  }
  return degres;
}

function dessiner(acteur: Acteur, rayon: number, debout: boolean): Noeud {
  const { forme, trait, lettre } = acteur.sphere;
  const [x, y] = debout ? [acteur.y, LONGUEUR_DEBOUT * (1 - acteur.x)] : [LONGUEUR * acteur.x, 1 - acteur.y];
  return { x, y, size: rayon * PORTEE[forme], label: acteur.nom, color: trait, type: forme, lettre };
}

// In ink, what joins the social world and local development; wishes in the colour of actions.
export function tracer(donnees: Donnees, lien: Lien): Arete {
  if (lien.etat === "souhaite") return { size: 1.2, color: ACCENT, zIndex: 3 };
  const [un, autre] = [donnees.acteurs[lien.a]!.sphere, donnees.acteurs[lien.b]!.sphere];
  if (un.code === autre.code) return { size: 0.8, color: palir(un), zIndex: 0 };
  return joint(un.code, autre.code) ? { size: 1.4, color: ENCRE, zIndex: 2 } : { size: 0.8, color: GRIS, zIndex: 1 };
}

export const joint = (a: string, b: string): boolean => (SOCIAL.has(a) && b === "DL") || (SOCIAL.has(b) && a === "DL");

const palir = ({ fond, trait }: Sphere): string => melanger(fond, trait, 0.25);

// From one colour (part 0) to another (part 1).
export function melanger(de: string, vers: string, part: number): string {
  const voies = [1, 3, 5].map((i) => {
    const [a, b] = [parseInt(de.slice(i, i + 2), 16), parseInt(vers.slice(i, i + 2), 16)];
    return Math.round(a + (b - a) * part).toString(16).padStart(2, "0");
  });
  return `#${voies.join("")}`;
}

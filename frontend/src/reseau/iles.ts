// The ground of each world: the hull of its marks on a layer under the links, its name above.

import { melanger } from "./graphe";
import { type Boite, seCroisent } from "./noms";

export type Point = [number, number];

export interface Ile {
  nom: string;
  fond: string;
  trait: string;
  points: Point[];
}

export interface Titre {
  nom: string;
  trait: string;
  x: number;
  y: number;
  boite: Boite;
}

export const RIVE = 19; // pixels from the centre of a mark to the shore
export const tailleTitre = (largeur: number): number => (largeur < 480 ? 13.5 : 16);
const BORD = 4;

// Convex hull, by Andrew's monotone chain (1979).
export function enveloppe(points: Point[]): Point[] {
  const tries = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (tries.length < 3) return tries;
  return [...longer(tries), ...longer(tries.reverse())];
}

function longer(points: Point[]): Point[] {
  const moitie: Point[] = [];
  for (const point of points) {
    while (moitie.length > 1 && !tourne(moitie.at(-2)!, moitie.at(-1)!, point)) moitie.pop();
    moitie.push(point);
  }
  moitie.pop();
  return moitie;
}

const tourne = (a: Point, b: Point, c: Point): boolean =>
  (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0]);

export function dessinerIles(contexte: CanvasRenderingContext2D, iles: Ile[], echelle: number, pale: boolean): void {
  contexte.lineJoin = contexte.lineCap = "round";
  contexte.lineWidth = 2 * RIVE * echelle;
  for (const { fond, points } of iles) {
    contexte.fillStyle = contexte.strokeStyle = pale ? melanger(fond, "#FFFFFF", 0.55) : fond;
    contexte.beginPath();
    for (const [x, y] of enveloppe(points)) contexte.lineTo(x, y);
    contexte.closePath();
    contexte.stroke();
    contexte.fill();
  }
}

export function contour(points: Point[]): Boite {
  const boite = { gauche: Infinity, haut: Infinity, droite: -Infinity, bas: -Infinity };
  for (const [x, y] of points) {
    boite.gauche = Math.min(boite.gauche, x);
    boite.droite = Math.max(boite.droite, x);
    boite.haut = Math.min(boite.haut, y);
    boite.bas = Math.max(boite.bas, y);
  }
  return boite;
}

// Over its shore, kept within the picture; a title that has no room there goes under, or is not written.
export function placerTitres(iles: Ile[], largeur: number, hauteur: number, echelle: number, mesurer: (t: string) => number): Titre[] {
  const titres: Titre[] = [];
  const [rive, haute] = [RIVE * echelle, tailleTitre(largeur) + 4];
  for (const { nom, trait, points } of iles) {
    const { gauche, haut, droite, bas } = contour(points);
    const [milieu, large] = [(gauche + droite) / 2, mesurer(nom)];
    const departs = [milieu - large / 2, gauche - rive, droite + rive - large];
    const boite = [haut - rive - haute, bas + rive + 2]
      .flatMap((y) => departs.map((depart) => ({ x: Math.max(BORD, Math.min(largeur - BORD - large, depart)), y })))
      .map(({ x, y }): Boite => ({ gauche: x, haut: y, droite: x + large, bas: y + haute }))
      .find((essai) => essai.haut >= 0 && essai.bas <= hauteur && !titres.some((autre) => seCroisent(essai, autre.boite)));
    if (boite && milieu > -large && milieu < largeur + large) titres.push({ nom, trait, x: boite.gauche, y: boite.bas - 5, boite });
  }
  return titres;
}

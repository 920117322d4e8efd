// When links are too many to be drawn one by one: a band between two worlds, as wide as their links, and how many.

import type { Donnees } from "./donnees";
import { ENCRE, joint, melanger } from "./graphe";
import { contour, type Ile, type Point } from "./iles";
import type { Boite } from "./noms";

export const MAX_TRACES = 3000; // links drawn one by one, at most
const LARGE = 26;

export interface Bande {
  a: string;
  b: string;
  liens: number;
}

// The narrowest first, so that they are drawn under the others.
export function compterBandes(donnees: Donnees, liens: Iterable<number>): Bande[] {
  const bandes = new Map<string, Bande>();
  for (const rang of liens) {
    const lien = donnees.liens[rang]!;
    const [a, b] = [donnees.acteurs[lien.a]!.sphere.code, donnees.acteurs[lien.b]!.sphere.code].sort() as [string, string];
    if (a === b) continue;
    const bande = bandes.get(`${a} ${b}`) ?? { a, b, liens: 0 };
    bande.liens += 1;
    bandes.set(`${a} ${b}`, bande);
  }
  return [...bandes.values()].sort((x, y) => x.liens - y.liens);
}

export interface Dit {
  texte: string;
  x: number;
  y: number;
  boite: Boite;
}

export function dessinerBandes(contexte: CanvasRenderingContext2D, bandes: Bande[], iles: Map<string, Ile>): Dit[] {
  const plus = Math.max(...bandes.map(({ liens }) => liens), 1);
  const dits: Dit[] = [];
  contexte.lineCap = "butt";
  contexte.font = '700 14px "Atkinson", Verdana, sans-serif';
  for (const { a, b, liens } of bandes) {
    const [ici, la] = [iles.get(a), iles.get(b)];
    if (!ici || !la) continue;
    const [de, vers] = [milieu(ici.points), milieu(la.points)];
    contexte.strokeStyle = melanger(ENCRE, "#FFFFFF", joint(a, b) ? 0.4 : 0.75);
    contexte.lineWidth = Math.max(1, (LARGE * liens) / plus);
    contexte.beginPath();
    contexte.moveTo(...de);
    contexte.lineTo(...vers);
    contexte.stroke();
    const texte = liens.toLocaleString("fr-FR");
    const demi = contexte.measureText(texte).width / 2 + 6;
    const [x, y] = [0.33 * de[0] + 0.67 * vers[0], 0.33 * de[1] + 0.67 * vers[1]];
    dits.push({ texte, x, y, boite: { gauche: x - demi, haut: y - 11, droite: x + demi, bas: y + 11 } });
  }
  return dits;
}

export function ecrireBandes(contexte: CanvasRenderingContext2D, dits: Dit[]): void {
  contexte.font = '700 14px "Atkinson", Verdana, sans-serif';
  contexte.textAlign = "center";
  contexte.textBaseline = "middle";
  for (const { texte, x, y, boite } of dits) {
    contexte.fillStyle = "#FFFFFF";
    contexte.beginPath();
    contexte.roundRect(boite.gauche, boite.haut, boite.droite - boite.gauche, boite.bas - boite.haut, 11);
    contexte.fill();
    contexte.fillStyle = ENCRE;
    contexte.fillText(texte, x, y + 1);
  }
}

function milieu(points: Point[]): Point {
  const { gauche, haut, droite, bas } = contour(points);
  return [(gauche + droite) / 2, (haut + bas) / 2];
}

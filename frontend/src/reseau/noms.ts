// Names on the living drawing: the most useful first, each beside its mark, and none over another, a mark or a title.

export interface Marque {
  nom: string;
  x: number;
  y: number;
  rayon: number;
}

export interface Nom {
  lignes: string[];
  ancre: "left" | "center" | "right";
  x: number;
  y: number; // baseline of the first line
  boite: Boite;
}

export interface Boite {
  gauche: number;
  haut: number;
  droite: number;
  bas: number;
}

export type Segment = [number, number, number, number];
export type Mesure = (texte: string) => number;

export const HAUTEUR = 15; // of a line
const LARGE = 128; // a longer name goes on two or three lines
const MAX_LIGNES = 3;
const ECART = 3;
const MAX = 160;
const CASE = 64; // pixels: a box is compared with those of its own cells only
const GENE = 0.4; // a dark line under a name is disliked as much as the place above the mark

interface Place {
  dx: number;
  dy: number;
  ancre: Nom["ancre"];
  gene: number;
}

const PLACES: Place[] = [
  { dx: 1, dy: 0, ancre: "left", gene: 0 },
  { dx: 0, dy: 1, ancre: "center", gene: 0.2 },
  { dx: -1, dy: 0, ancre: "right", gene: 0.3 },
  { dx: 0, dy: -1, ancre: "center", gene: 0.4 },
  { dx: 0.75, dy: 0.75, ancre: "left", gene: 0.6 },
  { dx: 0.75, dy: -0.75, ancre: "left", gene: 0.7 },
  { dx: -0.75, dy: 0.75, ancre: "right", gene: 0.8 },
  { dx: -0.75, dy: -0.75, ancre: "right", gene: 0.9 },
];

export interface Scene {
  largeur: number;
  hauteur: number;
  mesurer: Mesure;
  pris?: Boite[]; // titles
  segments?: Segment[]; // dark lines that names had better not cover
}

export function placerNoms(marques: Marque[], scene: Scene): Nom[] {
  const prises = new Map<string, Boite[]>();
  for (const { x, y, rayon } of marques) {
    prendre(prises, { gauche: x - rayon, droite: x + rayon, haut: y - rayon, bas: y + rayon });
  }
  for (const boite of scene.pris ?? []) prendre(prises, boite);
  const places: Nom[] = [];
  for (const marque of marques) {
    if (places.length === MAX) break;
    const nom = choisir(marque, scene, prises);
    if (!nom) continue;
    prendre(prises, nom.boite);
    places.push(nom);
  }
  return places;
}

function choisir(marque: Marque, scene: Scene, prises: Map<string, Boite[]>): Nom | null {
  const lignes = couper(marque.nom, scene.mesurer);
  if (lignes.length === 0) return null;
  let meilleur: Nom | null = null;
  let moindre = Infinity;
  for (const place of PLACES) {
    const nom = proposer(marque, lignes, place, scene.mesurer);
    if (place.gene >= moindre || !estLibre(prises, nom.boite, scene)) continue;
    const gene = place.gene + GENE * (scene.segments ?? []).filter((segment) => traverse(segment, nom.boite)).length;
    if (gene < moindre) [meilleur, moindre] = [nom, gene];
  }
  return meilleur;
}

// On as few lines as its width allows, without what it says between brackets; what is still too long is cut.
export function couper(entier: string, mesurer: Mesure): string[] {
  const lignes: string[] = [];
  const nom = mesurer(entier) > LARGE ? entier.replace(/\s*\([^()]*\)\s*$/, "") || entier : entier;
  const combien = Math.ceil(mesurer(nom) / LARGE);
  const visee = combien > 1 ? Math.min(LARGE, (1.15 * mesurer(nom)) / combien) : LARGE;
  for (const mot of nom.split(" ").filter(Boolean)) {
    const derniere = lignes.at(-1);
    const suite = derniere === undefined ? mot : `${derniere} ${mot}`;
    if (derniere !== undefined && mesurer(suite) <= visee) lignes[lignes.length - 1] = suite;
    else lignes.push(mot);
  }
  return lignes.length <= MAX_LIGNES ? lignes : abreger(lignes);
}

function abreger(lignes: string[]): string[] {
  return [...lignes.slice(0, MAX_LIGNES - 1), `${lignes[MAX_LIGNES - 1]!}…`];
}

function proposer({ x, y, rayon }: Marque, lignes: string[], { dx, dy, ancre }: Place, mesurer: Mesure): Nom {
  const large = Math.max(...lignes.map(mesurer));
  const haute = lignes.length * HAUTEUR;
  const loin = rayon + ECART;
  const pose = x + dx * loin;
  const gauche = ancre === "left" ? pose : ancre === "right" ? pose - large : pose - large / 2;
  const haut = y + dy * loin - ((1 - dy) / 2) * haute;
  return { lignes, ancre, x: pose, y: haut + HAUTEUR - 4, boite: { gauche, haut, droite: gauche + large, bas: haut + haute } };
}

// A segment runs through a box unless one of the three directions (across, along, its own side) parts them.
export function traverse([x1, y1, x2, y2]: Segment, { gauche, haut, droite, bas }: Boite): boolean {
  const [cx, cy, lx, ly] = [(gauche + droite) / 2, (haut + bas) / 2, (droite - gauche) / 2, (bas - haut) / 2];
  const [mx, my, dx, dy] = [(x1 + x2) / 2 - cx, (y1 + y2) / 2 - cy, (x2 - x1) / 2, (y2 - y1) / 2];
  if (Math.abs(mx) > lx + Math.abs(dx) || Math.abs(my) > ly + Math.abs(dy)) return false;
  return Math.abs(mx * dy - my * dx) <= lx * Math.abs(dy) + ly * Math.abs(dx);
}

function* cases({ gauche, haut, droite, bas }: Boite): Generator<string> {
  for (let i = Math.floor(gauche / CASE); i <= Math.floor(droite / CASE); i += 1) {
    for (let j = Math.floor(haut / CASE); j <= Math.floor(bas / CASE); j += 1) yield `${i},${j}`;
  }
}

function prendre(prises: Map<string, Boite[]>, boite: Boite): void {
  for (const ou of cases(boite)) {
    const la = prises.get(ou);
    if (la) la.push(boite);
    else prises.set(ou, [boite]);
  }
}

export const seCroisent = (un: Boite, autre: Boite): boolean =>
  un.gauche < autre.droite && un.droite > autre.gauche && un.haut < autre.bas && un.bas > autre.haut;

function estLibre(prises: Map<string, Boite[]>, boite: Boite, { largeur, hauteur }: Scene): boolean {
  if (boite.gauche < 0 || boite.haut < 0 || boite.droite > largeur || boite.bas > hauteur) return false;
  for (const ou of cases(boite)) if (prises.get(ou)?.some((autre) => seCroisent(boite, autre))) return false;
  return true;
}

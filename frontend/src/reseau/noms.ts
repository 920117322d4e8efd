// Names on the living drawing: the most useful first, each at its right, left, under or above, and none over another.

export interface Marque {
  nom: string;
  x: number;
  y: number;
  rayon: number;
}

export interface Nom {
  texte: string;
  x: number;
  y: number;
}

interface Boite {
  gauche: number;
  haut: number;
  droite: number;
  bas: number;
}

export const HAUTEUR = 16;
const ECART = 3;
const MAX = 160;
const CASE = 64; // pixels: a box is compared with those of its own cells only

export function placerNoms(marques: Marque[], largeur: number, hauteur: number, mesurer: (texte: string) => number): Nom[] {
  const prises = new Map<string, Boite[]>();
  for (const { x, y, rayon } of marques) {
    prendre(prises, { gauche: x - rayon, droite: x + rayon, haut: y - rayon, bas: y + rayon });
  }
  const places: Nom[] = [];
  for (const marque of marques) {
    if (places.length === MAX) break;
    const boite = proposer(marque, mesurer(marque.nom)).find((essai) => estLibre(prises, essai, largeur, hauteur));
    if (!boite) continue;
    prendre(prises, boite);
    places.push({ texte: marque.nom, x: boite.gauche, y: boite.bas - 4 });
  }
  return places;
}

function proposer({ x, y, rayon }: Marque, large: number): Boite[] {
  const demi = HAUTEUR / 2;
  const loin = rayon + ECART;
  const boite = (gauche: number, haut: number): Boite => ({ gauche, haut, droite: gauche + large, bas: haut + HAUTEUR });
  return [
    boite(x + loin, y - demi),
    boite(x - loin - large, y - demi),
    boite(x - large / 2, y + loin),
    boite(x - large / 2, y - loin - HAUTEUR),
  ];
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

function estLibre(prises: Map<string, Boite[]>, boite: Boite, largeur: number, hauteur: number): boolean {
  if (boite.gauche < 0 || boite.haut < 0 || boite.droite > largeur || boite.bas > hauteur) return false;
  for (const ou of cases(boite)) {
    for (const autre of prises.get(ou) ?? []) {
      const croise = boite.gauche < autre.droite && boite.droite > autre.gauche && boite.haut < autre.bas && boite.bas > autre.haut;
      if (croise) return false;
    }
  }
  return true;
}

// Everything that is written on the map is a small picture drawn here: no font server, and shapes that print and screen
// share. An image is asked for by its name: "monde|2", "amas|37|1011", "nom|Valmorane", "lettre|A", "vide".

import type { Forme, Sphere } from "./donnees";

export const NETTETE = 2; // pixels of the picture for one of the screen
const ENCRE = "#1d2b2a";
const ALERTE = "#a8321f";
const EN_FRANCAIS = new Intl.NumberFormat("fr-FR"); // made once: making one costs more than drawing
const POLICE = "Atkinson, Verdana, sans-serif";

export interface Image {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

export function dessiner(nom: string, spheres: Sphere[]): Image | null {
  const [genre, ...suite] = nom.split("|");
  const dit = suite.join("|");
  if (genre === "monde") return dessinerMonde(spheres[Number(dit)]);
  if (genre === "amas") return dessinerAmas(suite[0] ?? "", suite[1] ?? "", spheres);
  if (genre === "nom") return dessinerNom(dit);
  if (genre === "lettre") return dessinerLettre(dit);
  return genre === "vide" ? dessinerVide() : null;
}

// One canvas for all: making one for each of hundreds of pictures would cost more than drawing them.
let atelier: CanvasRenderingContext2D | null = null;

function peindre(largeur: number, hauteur: number, geste: (toile: CanvasRenderingContext2D) => void): Image | null {
  const [large, haut] = [Math.ceil(largeur * NETTETE), Math.ceil(hauteur * NETTETE)];
  atelier ??= document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!atelier) return null;
  const support = atelier.canvas;
  if (support.width < large || support.height < haut) Object.assign(support, { width: Math.max(support.width, large), height: Math.max(support.height, haut) });
  atelier.clearRect(0, 0, large, haut);
  atelier.save();
  atelier.scale(NETTETE, NETTETE);
  atelier.textAlign = "center";
  atelier.textBaseline = "middle";
  geste(atelier);
  atelier.restore();
  const { width, height, data } = atelier.getImageData(0, 0, large, haut);
  return { width, height, data };
}

// The outline of a shape of about the same area as the others, centred on x, y.
export function tracer(toile: Pick<CanvasRenderingContext2D, "beginPath" | "arc" | "moveTo" | "lineTo" | "closePath">, forme: Forme, x: number, y: number, rayon: number): void {
  toile.beginPath();
  if (forme === "cercle") return toile.arc(x, y, rayon, 0, 2 * Math.PI);
  const [cotes, depart, portee] = { carre: [4, -45, 1.27], triangle: [3, -90, 1.38], losange: [4, -90, 1.25], hexagone: [6, 0, 1.1] }[forme] as [number, number, number];
  for (let cote = 0; cote < cotes; cote += 1) {
    const angle = ((depart + (360 * cote) / cotes) * Math.PI) / 180;
    const ou: [number, number] = [x + portee * rayon * Math.cos(angle), y + portee * rayon * Math.sin(angle)];
    if (cote === 0) toile.moveTo(...ou);
    else toile.lineTo(...ou);
  }
  toile.closePath();
}

function poser(toile: CanvasRenderingContext2D, sphere: Sphere, x: number, y: number, rayon: number): void {
  tracer(toile, sphere.forme, x, y, rayon);
  toile.fillStyle = sphere.trait;
  toile.strokeStyle = "#ffffff";
  toile.lineWidth = 3;
  toile.stroke();
  toile.fill();
  toile.fillStyle = "#ffffff";
  toile.font = `700 ${rayon * (sphere.lettre.length > 1 ? 0.9 : 1.15)}px ${POLICE}`;
  toile.fillText(sphere.lettre, x, y + (sphere.forme === "triangle" ? 0.12 : 0.06) * rayon);
}

function dessinerMonde(sphere: Sphere | undefined): Image | null {
  return sphere ? peindre(30, 30, (toile) => poser(toile, sphere, 15, 16, 9)) : null;
}

// A white disc outlined in ink, in the middle of its picture; what follows is written in ink.
function poserDisque(toile: CanvasRenderingContext2D, milieu: number, rayon: number, trait: number): void {
  tracer(toile, "cercle", milieu, milieu, rayon);
  toile.fillStyle = "#ffffff";
  toile.fill();
  toile.strokeStyle = ENCRE;
  toile.lineWidth = trait;
  toile.stroke();
  toile.fillStyle = ENCRE;
}

// How many, and under the number the shapes of the worlds that are there: `presents` is "1011" for three of four.
function dessinerAmas(combien: string, presents: string, spheres: Sphere[]): Image | null {
  const la = spheres.filter((_, rang) => presents[rang] === "1");
  const rayon = 13 + 3 * Math.min(combien.length, 4);
  const largeur = 2 * rayon + 4;
  return peindre(largeur, largeur, (toile) => {
    poserDisque(toile, largeur / 2, rayon, 2);
    toile.font = `700 14px ${POLICE}`;
    toile.fillText(EN_FRANCAIS.format(Number(combien)), largeur / 2, largeur / 2 - 4);
    la.slice(0, 6).forEach((sphere, place) => {
      tracer(toile, sphere.forme, largeur / 2 + (place - (Math.min(la.length, 6) - 1) / 2) * 8, largeur / 2 + 9, 3);
      toile.fillStyle = sphere.trait;
      toile.fill();
    });
  });
}

function dessinerNom(nom: string): Image | null {
  const mesure = document.createElement("canvas").getContext("2d");
  if (!mesure) return null;
  mesure.font = `600 13px ${POLICE}`;
  const largeur = mesure.measureText(nom).width + 8;
  return peindre(largeur, 20, (toile) => {
    toile.font = `600 13px ${POLICE}`;
    toile.lineJoin = "round";
    toile.lineWidth = 3.5;
    toile.strokeStyle = "#ffffff";
    toile.strokeText(nom, largeur / 2, 10);
    toile.fillStyle = ENCRE;
    toile.fillText(nom, largeur / 2, 10);
  });
}

function dessinerLettre(lettre: string): Image | null {
  return peindre(24, 24, (toile) => {
    poserDisque(toile, 12, 10, 1.6);
    toile.font = `700 13px ${POLICE}`;
    toile.fillText(lettre, 12, 12.5);
  });
}

// Slanted lines that join from tile to tile: nobody there.
function dessinerVide(): Image | null {
  return peindre(8, 8, (toile) => {
    toile.strokeStyle = ALERTE;
    toile.globalAlpha = 0.5;
    toile.lineWidth = 0.9;
    toile.beginPath();
    for (const depart of [-8, 0, 8]) {
      toile.moveTo(depart, 8);
      toile.lineTo(depart + 8, 0);
    }
    toile.stroke();
  });
}

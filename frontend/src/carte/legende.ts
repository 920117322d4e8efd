// The legend of the living map, in words and small drawings: the server's own is hidden with its picture.

import type { Contours, Donnees } from "./donnees";
import { direAgissent, nombre } from "./francais";

const SVG = "http://www.w3.org/2000/svg";
const TIRETS = ["9 4", "2 4", "12 3 2 3", "5 3", "16 4", "8 3 2 3 2 3"];

function forme(nom: string, attributs: Record<string, string | number>): SVGElement {
  const cree = document.createElementNS(SVG, nom);
  for (const [cle, valeur] of Object.entries(attributs)) cree.setAttribute(cle, String(valeur));
  return cree;
}

function ligne(texte: string, largeur: number, ...dessin: SVGElement[]): HTMLLIElement {
  const svg = forme("svg", { width: largeur, height: 16, "aria-hidden": "true" });
  svg.append(...dessin);
  const cree = document.createElement("li");
  cree.append(svg, texte);
  return cree;
}

function direTeinte(de: number, a: number): string {
  return de === a ? direAgissent(de) : `de ${nombre(de)} à ${nombre(a)} acteurs y agissent`;
}

export function direLegende(ou: HTMLElement, donnees: Donnees, contours: Contours): void {
  const cadre = { y: 1, width: 22, height: 14, rx: 2, stroke: "#54625f", "stroke-width": 0.8 };
  const lignes = donnees.teintes.map(({ de, a, couleur }) => ligne(direTeinte(de, a), 24, forme("rect", { ...cadre, x: 1, fill: couleur })));
  if (donnees.communes.some(({ total }) => total === 0)) {
    const hachures = forme("path", { d: "M1 15l14 -14M6 15l14 -14M11 15l12 -12", stroke: "#a8321f", "stroke-width": 0.9, opacity: 0.6 });
    lignes.push(ligne("personne : un vide de la carte, pas une faute", 24, forme("rect", { ...cadre, x: 1, fill: "#ffffff" }), hachures));
  }
  contours.perimetres.forEach(({ lettre, nom }, rang) => {
    const trait = forme("path", { d: "M1 8h38", stroke: "#1d2b2a", "stroke-width": 2, "stroke-dasharray": TIRETS[rang % TIRETS.length]! });
    lignes.push(ligne(`${lettre} · ${nom}`, 42, trait));
  });
  ou.replaceChildren(...lignes);
}

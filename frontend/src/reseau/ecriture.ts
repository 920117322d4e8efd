// What is written over the shapes, on a canvas of its own: letters where they can be read, names where there is room.

import type Sigma from "sigma";

import type { Arete, Graphe, Noeud } from "./graphe";
import { placerNoms, type Marque } from "./noms";

const LISIBLE = 6; // pixels: under this radius a letter would not be read
const POLICE = '"Atkinson", Verdana, sans-serif';

interface Vue extends Marque {
  lettre: string;
  type: string;
  rang: number;
}

// `ordre` lists the nodes shown, whom it helps most to name first.
export function attacherEcriture(sigma: Sigma<Noeud, Arete>, graphe: Graphe, ordre: () => number[]): void {
  const calque = sigma.createCanvas("ecriture", { beforeLayer: "hovers" });
  const contexte = calque.getContext("2d");
  if (!contexte) return;
  sigma.on("afterRender", () => {
    const { width, height } = sigma.getDimensions();
    ajuster(calque, contexte, width, height);
    const vues = regarder(sigma, graphe, ordre(), width, height);
    ecrireLettres(contexte, vues);
    contexte.font = `500 13px ${POLICE}`;
    const noms = placerNoms(vues, width, height, (texte) => contexte.measureText(texte).width);
    contexte.textAlign = "left";
    contexte.textBaseline = "alphabetic";
    contexte.lineJoin = "round";
    contexte.lineWidth = 3.5;
    contexte.strokeStyle = "#FFFFFF";
    contexte.fillStyle = "#1D2B2A";
    for (const { texte, x, y } of noms) {
      contexte.strokeText(texte, x, y);
      contexte.fillText(texte, x, y);
    }
  });
}

function ajuster(calque: HTMLCanvasElement, contexte: CanvasRenderingContext2D, largeur: number, hauteur: number): void {
  const densite = window.devicePixelRatio || 1;
  const [w, h] = [Math.round(largeur * densite), Math.round(hauteur * densite)];
  if (calque.width !== w || calque.height !== h) {
    calque.width = w;
    calque.height = h;
    calque.style.width = `${largeur}px`;
    calque.style.height = `${hauteur}px`;
  }
  contexte.setTransform(densite, 0, 0, densite, 0, 0);
  contexte.clearRect(0, 0, largeur, hauteur);
}

function regarder(sigma: Sigma<Noeud, Arete>, graphe: Graphe, ordre: number[], largeur: number, hauteur: number): Vue[] {
  const vues: Vue[] = [];
  for (const rang of ordre) {
    const place = sigma.getNodeDisplayData(String(rang));
    if (!place) continue;
    const { x, y } = sigma.framedGraphToViewport(place);
    if (x < 0 || y < 0 || x > largeur || y > hauteur) continue;
    const { size, lettre, type, label } = graphe.getNodeAttributes(String(rang));
    vues.push({ rang, x, y, rayon: sigma.scaleSize(size), nom: label, lettre, type });
  }
  return vues;
}

function ecrireLettres(contexte: CanvasRenderingContext2D, vues: Vue[]): void {
  contexte.textAlign = "center";
  contexte.textBaseline = "middle";
  contexte.fillStyle = "#FFFFFF";
  for (const { x, y, rayon, lettre, type } of vues) {
    if (rayon < LISIBLE) continue;
    const utile = type === "triangle" ? 0.72 : type === "cercle" ? 1.1 : 0.86;
    contexte.font = `750 ${Math.min(26, rayon * utile)}px ${POLICE}`;
    contexte.fillText(lettre, x, y + (type === "triangle" ? rayon * 0.1 : 0) + 0.5);
  }
}

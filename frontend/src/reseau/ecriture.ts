// What is written around the shapes, on layers of its own: the ground of each world under the links; over them the
// letters, the names where there is room, what one points at.

import type Sigma from "sigma";

import { type Bande, dessinerBandes, ecrireBandes } from "./bandes";
import type { Donnees, Forme, Sphere } from "./donnees";
import { tracerContour } from "./formes";
import { ENCRE, type Arete, type Graphe, type Noeud } from "./graphe";
import { dessinerIles, type Ile, placerTitres, tailleTitre, type Titre } from "./iles";
import { type Boite, HAUTEUR, type Marque, type Nom, placerNoms, type Segment } from "./noms";

const LISIBLE = 5; // pixels: under this radius a letter would not be read
const MAX_GENANTS = 400; // dark lines that names avoid: more could not be avoided
const POLICE = '"Atkinson", Verdana, sans-serif';
const POLICE_VISEE = `650 14px ${POLICE}`;
const ACCENT = "#0E6B62";

export interface Vue extends Marque {
  lettre: string;
  type: Forme;
  rang: number;
}

export interface Montre {
  ordre: number[]; // the nodes to name, whom it helps most first
  tous: number[]; // all those shown
  pale: boolean; // someone was chosen: the ground steps back
  vise: number | null;
  genants: Array<[number, number]>; // ends of the dark lines shown
  seuls: Set<number>; // without any link here
  bandes: Bande[];
}

export function attacherEcriture(sigma: Sigma<Noeud, Arete>, graphe: Graphe, donnees: Donnees, regarder: () => Montre): void {
  const sol = sigma.createCanvas("iles", { beforeLayer: "edges" });
  const dessus = sigma.createCanvas("ecriture", { beforeLayer: "hovers" });
  const [bas, haut] = [sol.getContext("2d"), dessus.getContext("2d")];
  if (!bas || !haut) return;
  sigma.on("afterRender", () => {
    const { width, height } = sigma.getDimensions();
    ajuster(sol, bas, width, height);
    ajuster(dessus, haut, width, height);
    const montre = regarder();
    const toutes = placer(sigma, graphe, montre.tous);
    const echelle = (width < 480 ? 0.7 : 1) / Math.sqrt(sigma.getCamera().ratio);
    const spheres = grouper(donnees, toutes);
    const iles = [...spheres.values()];
    dessinerIles(bas, iles, echelle, montre.pale);
    const dits = dessinerBandes(bas, montre.bandes, new Map([...spheres].map(([sphere, ile]) => [sphere.code, ile])));
    haut.font = `720 ${tailleTitre(width)}px ${POLICE}`;
    const titres = placerTitres(iles, width, height, echelle, (texte) => haut.measureText(texte).width);
    const places = new Map(toutes.map((vue) => [vue.rang, vue]));
    const vues = montre.ordre.flatMap((rang) => places.get(rang) ?? []).filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height);
    const segments = montre.genants.slice(0, MAX_GENANTS).flatMap(([a, b]): Segment[] => {
      const [de, vers] = [places.get(a), places.get(b)];
      return de && vers ? [[de.x, de.y, vers.x, vers.y]] : [];
    });
    ecrireLettres(haut, vues, donnees, montre.seuls);
    ecrireBandes(haut, dits);
    ecrireTitres(haut, titres, tailleTitre(width));
    haut.font = `500 13px ${POLICE}`;
    const mesurer = (texte: string): number => haut.measureText(texte).width;
    const vise = montre.vise === null ? undefined : places.get(montre.vise);
    const cadre = vise && encadrer(haut, vise);
    const nommes = new Set(montre.ordre);
    const estompes = toutes.filter(({ rang }) => !nommes.has(rang)).map(entourerDe);
    const pris = [...titres.map((un) => un.boite), ...dits.map((un) => un.boite), ...estompes, ...(cadre ? [cadre] : [])];
    const aNommer = vues.map((vue) => (vue === vise ? { ...vue, nom: "" } : vue)); // its name has its own frame
    ecrireNoms(haut, placerNoms(aNommer, { largeur: width, hauteur: height, mesurer, pris, segments }));
    if (vise && cadre) entourer(haut, vise, cadre);
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

function placer(sigma: Sigma<Noeud, Arete>, graphe: Graphe, ordre: number[]): Vue[] {
  const vues: Vue[] = [];
  for (const rang of ordre) {
    const place = sigma.getNodeDisplayData(String(rang));
    if (!place) continue;
    const { x, y } = sigma.framedGraphToViewport(place);
    const { size, lettre, type, label } = graphe.getNodeAttributes(String(rang));
    vues.push({ rang, x, y, rayon: sigma.scaleSize(size), nom: label, lettre, type });
  }
  return vues;
}

function grouper(donnees: Donnees, vues: Vue[]): Map<Sphere, Ile> {
  const iles = new Map<Sphere, Ile>();
  for (const { rang, x, y } of vues) {
    const sphere = donnees.acteurs[rang]!.sphere;
    const ile = iles.get(sphere) ?? { nom: sphere.nom, fond: sphere.fond, trait: sphere.trait, points: [] };
    ile.points.push([x, y]);
    iles.set(sphere, ile);
  }
  return iles;
}

function ecrireLettres(contexte: CanvasRenderingContext2D, vues: Vue[], donnees: Donnees, seuls: Set<number>): void {
  contexte.textAlign = "center";
  contexte.textBaseline = "middle";
  contexte.lineWidth = 1.5;
  for (const { rang, x, y, rayon, lettre, type } of vues) {
    if (seuls.has(rang)) {
      contexte.strokeStyle = donnees.acteurs[rang]!.sphere.trait; // hollow: no link here
      tracerContour(contexte, type, x, y, rayon - 1.5);
    }
    if (rayon < LISIBLE) continue;
    const utile = (type === "triangle" ? 0.72 : type === "cercle" ? 1.1 : 0.86) * (lettre.length > 1 ? 0.75 : 1);
    contexte.fillStyle = seuls.has(rang) ? donnees.acteurs[rang]!.sphere.trait : "#FFFFFF";
    contexte.font = `750 ${Math.min(26, rayon * utile)}px ${POLICE}`;
    contexte.fillText(lettre, x, y + (type === "triangle" ? rayon * 0.1 : 0) + 0.5);
  }
}

function ecrireTitres(contexte: CanvasRenderingContext2D, titres: Titre[], taille: number): void {
  preparer(contexte, `720 ${taille}px ${POLICE}`);
  contexte.textAlign = "left";
  for (const { nom, trait, x, y } of titres) {
    contexte.fillStyle = trait;
    contexte.strokeText(nom, x, y);
    contexte.fillText(nom, x, y);
  }
}

function ecrireNoms(contexte: CanvasRenderingContext2D, noms: Nom[]): void {
  preparer(contexte, `500 13px ${POLICE}`);
  contexte.fillStyle = ENCRE;
  for (const { lignes, ancre, x, y } of noms) {
    contexte.textAlign = ancre;
    lignes.forEach((ligne, rang) => contexte.strokeText(ligne, x, y + rang * HAUTEUR));
    lignes.forEach((ligne, rang) => contexte.fillText(ligne, x, y + rang * HAUTEUR));
  }
}

function preparer(contexte: CanvasRenderingContext2D, police: string): void {
  contexte.font = police;
  contexte.textBaseline = "alphabetic";
  contexte.lineJoin = "round";
  contexte.lineWidth = 3.5;
  contexte.strokeStyle = "#FFFFFF";
}

const entourerDe = ({ x, y, rayon }: Vue): Boite => ({ gauche: x - rayon, haut: y - rayon, droite: x + rayon, bas: y + rayon });

// Where the whole name of the one that the keyboard points at is framed.
function encadrer(contexte: CanvasRenderingContext2D, { x, y, rayon, nom }: Vue): Boite {
  const avant = contexte.font;
  contexte.font = POLICE_VISEE;
  const large = contexte.measureText(nom).width + 14;
  contexte.font = avant;
  const gauche = Math.max(2, Math.min(contexte.canvas.clientWidth - large - 2, x - large / 2));
  const haut = y - rayon - 36 < 0 ? y + rayon + 10 : y - rayon - 34;
  return { gauche, haut, droite: gauche + large, bas: haut + 24 };
}

// The focus of the keyboard: its ring, and its whole name even where there was no room for it.
function entourer(contexte: CanvasRenderingContext2D, { x, y, rayon, nom }: Vue, { gauche, haut, droite, bas }: Boite): void {
  contexte.lineWidth = 3;
  contexte.strokeStyle = ACCENT;
  contexte.beginPath();
  contexte.arc(x, y, rayon + 5, 0, 2 * Math.PI);
  contexte.stroke();
  contexte.font = POLICE_VISEE;
  contexte.textAlign = "left";
  contexte.textBaseline = "middle";
  contexte.fillStyle = "#FFFFFF";
  contexte.lineWidth = 1.5;
  contexte.beginPath();
  contexte.roundRect(gauche, haut, droite - gauche, bas - haut, 6);
  contexte.fill();
  contexte.stroke();
  contexte.fillStyle = ENCRE;
  contexte.fillText(nom, gauche + 7, haut + 12.5);
}

// The living drawing: Sigma on the server's places, a neighbourhood lit when someone is chosen.

import Sigma from "sigma";

import type { Donnees } from "./donnees";
import { attacherEcriture } from "./ecriture";
import { type Garde, voisins } from "./filtres";
import { PROGRAMMES } from "./formes";
import { type Arete, cle, construire, type Noeud } from "./graphe";

const PAS = 60; // pixels moved by an arrow key
const ENTIER = 200; // up to this number of actors, nothing is gained by coming nearer
const ESTOMPE = "#ECE7DC";

export interface Scene {
  montrer(garde: Garde): void;
  choisir(rang: number | null): void;
  bouger(x: number, y: number): void;
  zoomer(sens: 1 | -1): void;
  toutVoir(): void;
  detruire(): void;
}

export interface Attentes {
  auChoix(rang: number | null): void;
  auPret(): void;
}

export function ouvrirScene(toile: HTMLElement, donnees: Donnees, attentes: Attentes): Scene {
  const graphe = construire(donnees, toile.clientHeight > toile.clientWidth);
  let garde: Garde = { acteurs: new Set(donnees.acteurs.keys()), liens: new Set(donnees.liens.keys()) };
  let choisi: number | null = null;
  let proches: Set<number> = new Set();

  const sigma = new Sigma<Noeud, Arete>(graphe, toile, {
    nodeProgramClasses: PROGRAMMES as never,
    defaultNodeType: "cercle",
    renderLabels: false, // names are written by `ecriture`, where none covers another
    defaultDrawNodeHover: () => undefined,
    allowInvalidContainer: true, // folded away for print
    stagePadding: 36,
    minCameraRatio: 0.03,
    maxCameraRatio: 1.6,
    zIndex: true,
    hideEdgesOnMove: donnees.liens.length > 20_000,
    nodeReducer: (noeud, vu) => {
      const rang = Number(noeud);
      if (!garde.acteurs.has(rang)) return { ...vu, hidden: true };
      if (choisi === null) return vu;
      return proches.has(rang) ? { ...vu, zIndex: 2 } : { ...vu, color: ESTOMPE, zIndex: 0 };
    },
    edgeReducer: (arete, vu) => {
      const rang = Number(arete);
      if (!garde.liens.has(rang)) return { ...vu, hidden: true };
      if (choisi === null) return vu;
      const { a, b } = donnees.liens[rang]!;
      if (a === choisi || b === choisi) return { ...vu, size: vu.size + 0.8, zIndex: 4 };
      return { ...vu, hidden: true };
    },
  });

  const utiles = [...donnees.acteurs.keys()].sort((a, b) => graphe.degree(cle(b)) - graphe.degree(cle(a)) || a - b);
  attacherEcriture(sigma, graphe, () => {
    if (choisi === null) return utiles.filter((rang) => garde.acteurs.has(rang));
    return [choisi, ...utiles.filter((rang) => rang !== choisi && proches.has(rang))];
  });
  const choisir = (rang: number | null): void => {
    choisi = rang;
    proches = rang === null ? new Set() : voisins(donnees, garde.liens, rang);
    sigma.refresh({ skipIndexation: true });
    attentes.auChoix(rang);
  };
  sigma.on("clickNode", ({ node }) => choisir(Number(node) === choisi ? null : Number(node)));
  sigma.on("clickStage", () => choisi !== null && choisir(null));
  sigma.on("enterNode", () => toile.classList.add("au-dessus"));
  sigma.on("leaveNode", () => toile.classList.remove("au-dessus"));
  sigma.once("afterRender", () => attentes.auPret());
  sigma.refresh();

  const camera = sigma.getCamera();
  const duree = window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200;
  return {
    montrer(nouvelle) {
      garde = nouvelle;
      if (choisi !== null && !garde.acteurs.has(choisi)) choisir(null);
      else choisir(choisi);
    },
    choisir(rang) {
      choisir(rang);
      if (rang === null) return;
      const place = sigma.getNodeDisplayData(cle(rang));
      if (donnees.acteurs.length <= ENTIER) void camera.animatedReset({ duration: duree }); // all its partners are in sight
      else if (place) void camera.animate({ x: place.x, y: place.y, ratio: Math.min(camera.ratio, 0.4) }, { duration: duree });
    },
    bouger(x, y) {
      const { width, height } = sigma.getDimensions();
      const vers = sigma.viewportToFramedGraph({ x: width / 2 + x * PAS, y: height / 2 + y * PAS });
      camera.setState(vers);
    },
    zoomer(sens) {
      const ratio = camera.getBoundedRatio(camera.ratio * (sens === 1 ? 0.67 : 1.5));
      void camera.animate({ ratio }, { duration: duree });
    },
    toutVoir: () => void camera.animatedReset({ duration: duree }),
    detruire: () => sigma.kill(),
  };
}

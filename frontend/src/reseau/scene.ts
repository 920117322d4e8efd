// The living drawing: Sigma on the server's places, a neighbourhood lit when someone is chosen.

import Sigma from "sigma";

import { type Bande, compterBandes, MAX_TRACES } from "./bandes";
import type { Donnees } from "./donnees";
import { attacherEcriture, type Montre } from "./ecriture";
import { type Garde, voisins } from "./filtres";
import { PROGRAMMES } from "./formes";
import { type Arete, cle, construire, ENCRE, feuille, type Noeud } from "./graphe";
import { suivant } from "./parcours";

const ENTIER = 200; // up to this number of actors, nothing is gained by coming nearer
const POUR_NOMMER = 0.5; // of the sheet in sight: in a crowd, names come as one comes nearer
const ESTOMPE = "#D9D6CC";
const MARGE = 44; // pixels around the sheet, for shores and titles
const MARGE_DEBOUT = 30;
const VIDE = "#FFFFFF";

export interface Scene {
  montrer(garde: Garde): void;
  choisir(rang: number | null): void;
  viser(dx: number, dy: number): void;
  ouvrir(): void;
  sortir(): void;
  zoomer(sens: 1 | -1): void;
  toutVoir(): void;
  detruire(): void;
}

export interface Attentes {
  auChoix(rang: number | null): void;
  auViser(rang: number): void;
  auPret(): void;
}

export function ouvrirScene(toile: HTMLElement, donnees: Donnees, attentes: Attentes): Scene {
  const debout = toile.clientHeight > toile.clientWidth;
  const graphe = construire(donnees, debout, toile.clientWidth);
  let garde: Garde = { acteurs: new Set(donnees.acteurs.keys()), liens: new Set(donnees.liens.keys()) };
  let seuls: Set<number> = new Set();
  let choisi: number | null = null;
  let vise: number | null = null;
  let bandes: Bande[] = []; // too many links: they are told by bands until someone is chosen
  let proches: Set<number> = new Set();

  const { clientWidth, clientHeight } = toile;
  let finesse = 1; // lines are thinner where they are many for the room
  const sigma = new Sigma<Noeud, Arete>(graphe, toile, {
    nodeProgramClasses: PROGRAMMES as never,
    defaultNodeType: "cercle",
    renderLabels: false, // names are written by `ecriture`, where none covers another
    defaultDrawNodeHover: () => undefined,
    allowInvalidContainer: true, // folded away for print
    stagePadding: debout ? MARGE_DEBOUT : MARGE,
    minEdgeThickness: 1.2,
    minCameraRatio: 0.03,
    maxCameraRatio: 1.6,
    zIndex: true,
    hideEdgesOnMove: donnees.liens.length > 20_000,
    nodeReducer: (noeud, vu) => {
      const rang = Number(noeud);
      if (!garde.acteurs.has(rang)) return { ...vu, hidden: true };
      if (choisi !== null && !proches.has(rang)) return { ...vu, color: ESTOMPE, zIndex: 0 };
      return seuls.has(rang) ? { ...vu, color: VIDE, zIndex: 1 } : { ...vu, zIndex: 2 };
    },
    edgeReducer: (arete, vu) => {
      const rang = Number(arete);
      if (!garde.liens.has(rang)) return { ...vu, hidden: true };
      if (choisi === null) return bandes.length > 0 ? { ...vu, hidden: true } : { ...vu, size: vu.size * finesse };
      const { a, b } = donnees.liens[rang]!;
      if (a === choisi || b === choisi) return { ...vu, size: vu.size + 0.8, zIndex: 4 };
      return { ...vu, hidden: true };
    },
  });
  const [largeur, hauteur] = feuille(debout);
  sigma.setCustomBBox({ x: [0, largeur], y: [0, hauteur] });

  const utiles = [...donnees.acteurs.keys()].sort((a, b) => graphe.degree(cle(b)) - graphe.degree(cle(a)) || a - b);
  const sombres = donnees.liens.flatMap((lien, rang) => (graphe.getEdgeAttribute(cle(rang), "color") === ENCRE ? [{ ...lien, rang }] : []));
  const regarder = (): Montre => {
    const ordre = utiles.filter((rang) => garde.acteurs.has(rang));
    const nommes = choisi === null ? [...ordre] : [choisi, ...ordre.filter((rang) => rang !== choisi && proches.has(rang))];
    const enFoule = choisi === null && bandes.length > 0;
    if (enFoule && sigma.getCamera().ratio > POUR_NOMMER) nommes.length = 0;
    const genants = enFoule ? [] : sombres.filter(({ a, b, rang }) => garde.liens.has(rang) && (choisi === null || a === choisi || b === choisi));
    return { ordre: nommes, tous: ordre, pale: choisi !== null, vise, genants: genants.map(({ a, b }) => [a, b]), seuls, bandes: enFoule ? bandes : [] };
  };
  attacherEcriture(sigma, graphe, donnees, regarder);
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
  const approcher = (rang: number, ratio: number): void => {
    const place = sigma.getNodeDisplayData(cle(rang));
    if (place) void camera.animate({ x: place.x, y: place.y, ratio }, { duration: duree });
  };
  const estVu = (rang: number): boolean => {
    const place = sigma.getNodeDisplayData(cle(rang));
    const { x, y } = sigma.framedGraphToViewport(place ?? { x: 0, y: 0 });
    const { width, height } = sigma.getDimensions();
    return x > 20 && y > 20 && x < width - 20 && y < height - 20;
  };
  return {
    montrer(nouvelle) {
      garde = nouvelle;
      const relies = new Set<number>();
      for (const rang of garde.liens) relies.add(donnees.liens[rang]!.a).add(donnees.liens[rang]!.b);
      seuls = new Set(garde.liens.size === 0 ? [] : [...garde.acteurs].filter((rang) => !relies.has(rang)));
      bandes = garde.liens.size > MAX_TRACES ? compterBandes(donnees, garde.liens) : [];
      finesse = Math.max(0.5, Math.min(1, Math.sqrt((clientWidth * clientHeight) / 1800 / (garde.liens.size || 1))));
      if (vise !== null && !garde.acteurs.has(vise)) vise = null;
      choisir(choisi !== null && garde.acteurs.has(choisi) ? choisi : null);
    },
    choisir(rang) {
      vise = rang;
      choisir(rang);
      if (rang === null) return;
      if (donnees.acteurs.length <= ENTIER) void camera.animatedReset({ duration: duree }); // all its partners are in sight
      else approcher(rang, Math.min(camera.ratio, 0.4));
    },
    viser(dx, dy) {
      const reperes = utiles
        .filter((rang) => garde.acteurs.has(rang))
        .map((rang) => ({ rang, x: graphe.getNodeAttribute(cle(rang), "x"), y: -graphe.getNodeAttribute(cle(rang), "y") }));
      const vers = suivant(reperes, reperes.find(({ rang }) => rang === (vise ?? choisi)) ?? null, dx, dy);
      if (vers === null) return;
      vise = vers;
      if (estVu(vers)) sigma.refresh({ skipIndexation: true });
      else approcher(vers, camera.ratio);
      attentes.auViser(vers);
    },
    ouvrir: () => vise !== null && choisir(vise),
    sortir() {
      if (choisi === null) vise = null;
      choisir(null);
    },
    zoomer(sens) {
      const ratio = camera.getBoundedRatio(camera.ratio * (sens === 1 ? 0.67 : 1.5));
      const place = vise === null ? undefined : sigma.getNodeDisplayData(cle(vise));
      void camera.animate(place && sens === 1 ? { x: place.x, y: place.y, ratio } : { ratio }, { duration: duree });
    },
    toutVoir: () => void camera.animatedReset({ duration: duree }),
    detruire: () => sigma.kill(),
  };
}

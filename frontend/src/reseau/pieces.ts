// What the living drawing adds to the page: its canvas, its buttons, its voice; and the keys that drive it.

import type { Scene } from "./scene";
import { element } from "./voisinage";

export interface Pieces {
  toile: HTMLElement;
  dit: HTMLElement;
  annonce: HTMLElement;
  boutons: HTMLElement;
}

const TOUCHES =
  "Flèches pour aller d’un acteur à l’autre, Entrée pour voir autour de lui, Échap pour en sortir, plus et moins pour agrandir ou réduire, zéro pour tout voir.";

export function monter(cadre: HTMLElement): Pieces {
  const scene = element("div", "reseau-scene");
  const toile = element("div", "reseau-toile");
  toile.tabIndex = 0;
  toile.setAttribute("role", "application"); // the arrows are ours, not the screen reader's
  toile.setAttribute("aria-label", "Dessin du réseau, à parcourir. Le tableau dit la même chose.");
  toile.setAttribute("aria-describedby", "reseau-touches");
  const touches = element("p", "reseau-touches", TOUCHES);
  touches.id = "reseau-touches";
  const boutons = element("div", "reseau-boutons sans-impression");
  for (const [geste, signe, nom] of [["plus", "+", "Agrandir"], ["moins", "−", "Réduire"], ["tout", "Tout voir", ""]] as const) {
    const bouton = element("button", "bouton secondaire", signe);
    bouton.setAttribute("type", "button");
    bouton.dataset["geste"] = geste;
    if (nom) bouton.setAttribute("aria-label", nom);
    boutons.append(bouton);
  }
  const annonce = element("p", "vu-lecteur");
  annonce.setAttribute("aria-live", "polite");
  const dit = element("section", "reseau-dit");
  dit.setAttribute("aria-label", "Son voisinage");
  scene.append(boutons, toile, touches, annonce, dit);
  cadre.append(scene);
  return { toile, dit, annonce, boutons };
}

export function attacherClavier({ toile, boutons }: Pick<Pieces, "toile" | "boutons">, scene: Scene): void {
  const gestes: Record<string, () => void> = {
    ArrowLeft: () => scene.viser(-1, 0),
    ArrowRight: () => scene.viser(1, 0),
    ArrowUp: () => scene.viser(0, -1),
    ArrowDown: () => scene.viser(0, 1),
    Enter: () => scene.ouvrir(),
    "+": () => scene.zoomer(1),
    "=": () => scene.zoomer(1),
    "-": () => scene.zoomer(-1),
    "0": () => scene.toutVoir(),
    Escape: () => scene.sortir(),
  };
  toile.addEventListener("keydown", (event) => {
    const geste = gestes[event.key];
    if (!geste || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    geste();
  });
  boutons.addEventListener("click", (event) => {
    const geste = (event.target as HTMLElement).dataset["geste"];
    if (geste === "plus") scene.zoomer(1);
    if (geste === "moins") scene.zoomer(-1);
    if (geste === "tout") scene.toutVoir();
  });
}

// <div data-reseau="…/donnees.json?niveau=service" data-fiche="/espace/…/acteurs/" data-acteur="uuid?"> holds the server's SVG.
// The living drawing takes its place on screen once it is ready; if anything fails, the SVG stays. On paper, always the SVG.

import { type Donnees, lireDonnees } from "./donnees";
import { chercher, garder, lireFiltres, voisins } from "./filtres";
import type { Scene } from "./scene";

const MONTRES = 40;

export async function attacherReseau(cadre: HTMLElement): Promise<void> {
  try {
    await animer(cadre);
  } catch (erreur) {
    cadre.querySelector(".reseau-scene")?.remove();
    cadre.classList.remove("vivant");
    console.warn("Le dessin interactif n’a pas pu s’ouvrir ; celui de la page reste.", erreur);
  }
}

export async function telecharger(adresse: string): Promise<Donnees> {
  const reponse = await fetch(adresse, { headers: { Accept: "application/json" } });
  if (!reponse.ok) throw new Error(`réseau indisponible (${reponse.status})`);
  return lireDonnees(await reponse.json());
}

// What the living drawing shows, for whoever listens: `reseau:montre`, with the ranks kept of the data.
function publier<Garde>(cadre: HTMLElement, donnees: Donnees, garde: Garde): Garde {
  cadre.dispatchEvent(new CustomEvent("reseau:montre", { bubbles: true, detail: { donnees, garde } }));
  return garde;
}

async function animer(cadre: HTMLElement): Promise<void> {
  const [donnees, { ouvrirScene }] = await Promise.all([telecharger(cadre.dataset["reseau"] ?? ""), import("./scene")]);
  if (donnees.acteurs.length === 0) return;
  const pieces = monter(cadre);
  const form = document.querySelector<HTMLFormElement>("form[data-reseau-filtres]");
  const id = cadre.dataset["acteur"];
  const centre = id ? donnees.acteurs.findIndex((acteur) => acteur.id === id) : -1;
  const ego = centre < 0 ? null : centre;
  const montres = () => publier(cadre, donnees, garder(donnees, form ? lireFiltres(form) : lireFiltres(document.createElement("form")), ego));
  cadre.classList.add("vivant"); // Sigma measures its container: it must be visible
  const scene = ouvrirScene(pieces.toile, donnees, {
    auChoix: (rang) => dire(pieces.dit, cadre, donnees, rang, montres().liens, (autre) => scene.choisir(autre)),
    auPret: () => (cadre.dataset["pret"] = "oui"),
  });
  scene.montrer(montres());
  attacherClavier(pieces, scene);
  if (form) attacherFormulaire(form, cadre, donnees, scene, () => scene.montrer(montres()));
}

interface Pieces {
  toile: HTMLElement;
  dit: HTMLElement;
  boutons: HTMLElement;
}

function monter(cadre: HTMLElement): Pieces {
  const scene = element("div", "reseau-scene");
  const toile = element("div", "reseau-toile");
  toile.tabIndex = 0;
  toile.setAttribute("role", "group");
  toile.setAttribute("aria-label", "Dessin du réseau, à parcourir. Le tableau dit la même chose.");
  toile.setAttribute("aria-describedby", "reseau-touches");
  const touches = element("p", "vu-lecteur", "Flèches pour se déplacer, plus et moins pour agrandir ou réduire, zéro pour tout voir, Échap pour ne plus rien choisir.");
  touches.id = "reseau-touches";
  const boutons = element("div", "reseau-boutons sans-impression");
  for (const [geste, signe, nom] of [["plus", "+", "Agrandir"], ["moins", "−", "Réduire"], ["tout", "Tout voir", ""]] as const) {
    const bouton = element("button", "bouton secondaire", signe);
    bouton.setAttribute("type", "button");
    bouton.dataset["geste"] = geste;
    if (nom) bouton.setAttribute("aria-label", nom);
    boutons.append(bouton);
  }
  const dit = element("div", "reseau-dit");
  dit.setAttribute("aria-live", "polite");
  scene.append(touches, toile, boutons, dit);
  cadre.append(scene);
  return { toile, dit, boutons };
}

function element(nom: string, classe: string, texte = ""): HTMLElement {
  const cree = document.createElement(nom);
  cree.className = classe;
  cree.textContent = texte;
  return cree;
}

// Who was chosen, and with whom: real buttons, so that the keyboard walks from neighbour to neighbour.
export function dire(
  ou: HTMLElement,
  cadre: HTMLElement,
  donnees: Donnees,
  rang: number | null,
  liens: Set<number>,
  aller: (rang: number) => void,
): void {
  ou.replaceChildren();
  if (rang === null) return;
  const acteur = donnees.acteurs[rang]!;
  const proches = [...voisins(donnees, liens, rang)].filter((autre) => autre !== rang);
  const titre = element("p", "", "");
  const fiche = element("a", "", acteur.nom);
  fiche.setAttribute("href", `${cadre.dataset["fiche"] ?? ""}${acteur.id}/`);
  const monde = `, ${acteur.sphere.nom.toLowerCase()}. `;
  const combien = proches.length === 0 ? "Aucun lien ici." : proches.length === 1 ? "Un lien :" : `${proches.length} liens :`;
  const autour = element("a", "", "Ne voir que son voisinage");
  autour.setAttribute("href", adresseAutour(acteur.id));
  titre.append(fiche, monde, autour, `. ${combien}`);
  const noms = element("ul", "reseau-voisins");
  for (const autre of proches.sort((a, b) => donnees.acteurs[a]!.nom.localeCompare(donnees.acteurs[b]!.nom, "fr")).slice(0, MONTRES)) {
    const bouton = element("button", "bouton discret", donnees.acteurs[autre]!.nom);
    bouton.setAttribute("type", "button");
    bouton.addEventListener("click", () => aller(autre));
    const ligne = element("li", "");
    ligne.append(bouton);
    noms.append(ligne);
  }
  ou.append(titre, noms);
  if (proches.length > MONTRES) ou.append(element("p", "doux", `Et ${proches.length - MONTRES} autres : ouvrez sa fiche.`));
}

function adresseAutour(id: string): string {
  const adresse = new URLSearchParams(window.location.search);
  adresse.set("acteur", id);
  return `?${adresse}`;
}

function attacherClavier({ toile, boutons }: Pieces, scene: Scene): void {
  const gestes: Record<string, () => void> = {
    ArrowLeft: () => scene.bouger(-1, 0),
    ArrowRight: () => scene.bouger(1, 0),
    ArrowUp: () => scene.bouger(0, -1),
    ArrowDown: () => scene.bouger(0, 1),
    "+": () => scene.zoomer(1),
    "=": () => scene.zoomer(1),
    "-": () => scene.zoomer(-1),
    "0": () => scene.toutVoir(),
    Escape: () => scene.choisir(null),
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

function attacherFormulaire(form: HTMLFormElement, cadre: HTMLElement, donnees: Donnees, scene: Scene, filtrer: () => void): void {
  let attente = 0;
  form.addEventListener("change", (event) => {
    const champ = event.target as HTMLInputElement;
    if (champ.name === "niveau") return form.submit(); // other nodes: another network
    if (champ.name === "q") return;
    filtrer();
    window.clearTimeout(attente);
    attente = window.setTimeout(() => void rafraichir(form, cadre), 350);
  });
  const champ = form.querySelector<HTMLInputElement>("input[name=q]");
  if (champ) attacherRecherche(form, champ, donnees, scene);
}

function attacherRecherche(form: HTMLFormElement, champ: HTMLInputElement, donnees: Donnees, scene: Scene): void {
  const noms = document.createElement("datalist");
  noms.id = "reseau-noms";
  form.append(noms);
  champ.setAttribute("list", noms.id);
  champ.addEventListener("input", () => {
    const trouves = chercher(donnees, champ.value);
    noms.replaceChildren(...trouves.map((rang) => new Option(donnees.acteurs[rang]!.nom)));
    const exact = trouves.find((rang) => donnees.acteurs[rang]!.nom === champ.value);
    if (exact !== undefined) scene.choisir(exact);
  });
  form.addEventListener("submit", (event) => {
    const [premier] = chercher(donnees, champ.value);
    if (premier === undefined) return; // the server forgives more than we do
    event.preventDefault();
    scene.choisir(premier);
  });
}

// The sentence, the tabs and the printed drawing follow the filters: the server says them, and the address keeps them.
export async function rafraichir(form: HTMLFormElement, cadre: HTMLElement): Promise<void> {
  const adresse = new URLSearchParams();
  for (const [nom, valeur] of new FormData(form)) if (valeur !== "" && nom !== "q") adresse.append(nom, String(valeur));
  const vers = `${window.location.pathname}?${adresse}`;
  window.history.replaceState(null, "", vers);
  const reponse = await fetch(vers);
  if (!reponse.ok) return;
  const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
  for (const choix of ["[data-reseau-phrase]", ".onglets", ".reseau-large", ".reseau-etroit"]) {
    const neuf = page.querySelector(choix);
    const place = choix.startsWith(".reseau") ? cadre.querySelector(choix) : document.querySelector(choix);
    if (neuf && place) place.replaceWith(document.adoptNode(neuf));
  }
}

// <div data-reseau="…/donnees.json?niveau=service" data-fiche="/espace/…/acteurs/" data-acteur="uuid?"> holds the server's SVG.
// The living drawing takes its place on screen once it is ready; if anything fails, the SVG stays. On paper, always the SVG.

import { type Donnees, lireDonnees } from "./donnees";
import { chercher, garder, lireFiltres, voisins } from "./filtres";
import { attacherClavier, monter } from "./pieces";
import type { Scene } from "./scene";
import { montrerVoisinage } from "./voisinage";

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
  const adresser = (qui: string) => ({ fiche: `${cadre.dataset["fiche"] ?? ""}${qui}/`, autour: adresseAutour(qui) });
  const aller = (rang: number | null): void => {
    scene.choisir(rang);
    pieces.toile.focus();
  };
  const scene = ouvrirScene(pieces.toile, donnees, {
    auChoix(rang) {
      montrerVoisinage(pieces.dit, donnees, rang, montres().liens, adresser, aller);
      if (rang !== null) annoncer(pieces.annonce, donnees, rang, montres().liens);
    },
    auViser: (rang) => annoncer(pieces.annonce, donnees, rang, montres().liens),
    auPret: () => (cadre.dataset["pret"] = "oui"),
  });
  scene.montrer(montres());
  attacherClavier(pieces, scene);
  if (form) attacherFormulaire(form, cadre, donnees, scene, () => scene.montrer(montres()));
}

function adresseAutour(id: string): string {
  const adresse = new URLSearchParams(window.location.search);
  adresse.set("acteur", id);
  return `?${adresse}`;
}

function annoncer(ou: HTMLElement, donnees: Donnees, rang: number, liens: Set<number>): void {
  const { nom, sphere } = donnees.acteurs[rang]!;
  const combien = voisins(donnees, liens, rang).size - 1;
  ou.textContent = `${nom}, ${sphere.nom}, ${combien > 1 ? `${combien} liens` : combien === 1 ? "un lien" : "aucun lien"}`;
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
  for (const choix of ["[data-reseau-phrase]", ".onglets", ".reseau-large", ".reseau-etroit", ".reseau-papier"]) {
    const neuf = page.querySelector(choix);
    const place = choix.startsWith(".reseau") ? cadre.querySelector(choix) : document.querySelector(choix);
    if (neuf && place) place.replaceWith(document.adoptNode(neuf));
  }
}

// <div data-carte="…/donnees.json" data-contours="…/contours.json" data-fiche="/espace/…/acteurs/" data-fond="{}?"> holds
// the server's SVG. The living map takes its place on screen once it is ready; if anything fails, the SVG stays. On paper,
// always the SVG.

import { type Contours, type Donnees, lireContours, lireDonnees } from "./donnees";
import { direLegende } from "./legende";
import type { Scene } from "./scene";
import type { Fond } from "./style";

export async function attacherCarte(cadre: HTMLElement): Promise<void> {
  try {
    await animer(cadre);
  } catch (erreur) {
    cadre.querySelector(".carto-scene")?.remove();
    cadre.classList.remove("vivant");
    cadre.classList.add("fixe");
    console.warn("La carte interactive n’a pas pu s’ouvrir ; celle de la page reste.", erreur);
  }
}

async function telecharger(adresse: string): Promise<unknown> {
  const reponse = await fetch(adresse); // asked as the page’s <link rel="preload"> did, or it would be fetched twice
  if (!reponse.ok) throw new Error(`carte indisponible (${reponse.status})`);
  return reponse.json();
}

const demander = (cadre: HTMLElement, filtres: string): Promise<Donnees> => telecharger(`${cadre.dataset["carte"]}${filtres}`).then(lireDonnees);
const entourer = (cadre: HTMLElement, filtres: string): Promise<Contours> => telecharger(`${cadre.dataset["contours"]}${filtres}`).then(lireContours);

async function animer(cadre: HTMLElement): Promise<void> {
  const filtres = window.location.search;
  const [donnees, contours, { ouvrirScene }] = await Promise.all([demander(cadre, filtres), entourer(cadre, seulsPerimetres(filtres)), import("./scene")]);
  if (contours.communes.length === 0) throw new Error("aucun contour");
  const pieces = monter(cadre, contours);
  const fond = cadre.dataset["fond"];
  cadre.classList.add("vivant"); // the map measures its container: it must be visible
  const scene = ouvrirScene(pieces.toile, donnees, contours, {
    fiches: cadre.dataset["fiche"] ?? "",
    fond: fond ? (JSON.parse(fond) as Fond) : null,
    auPret: () => (cadre.dataset["pret"] = "oui"),
  });
  direLegende(pieces.legende, donnees, contours);
  pieces.aller.addEventListener("submit", (event) => {
    event.preventDefault();
    scene.viser(pieces.choix.value);
  });
  const form = document.querySelector<HTMLFormElement>("form[data-carte-filtres]");
  if (form) attacherFormulaire(form, cadre, scene, contours, pieces.legende);
}

interface Pieces {
  toile: HTMLElement;
  aller: HTMLFormElement;
  choix: HTMLSelectElement;
  legende: HTMLElement;
}

function element<K extends keyof HTMLElementTagNameMap>(nom: K, classe = "", texte = ""): HTMLElementTagNameMap[K] {
  const cree = document.createElement(nom);
  if (classe) cree.className = classe;
  cree.textContent = texte;
  return cree;
}

// The map, and under it the same reach for the keyboard: a commune chosen by name opens as if it were clicked.
export function monter(cadre: HTMLElement, contours: Contours): Pieces {
  const scene = element("div", "carto-scene");
  const toile = element("div", "carto-toile");
  const aller = element("form", "carto-aller rang");
  const etiquette = element("label", "", "Aller à");
  const choix = element("select");
  choix.id = etiquette.htmlFor = "carto-commune";
  for (const { id, nom } of [{ id: "", nom: "Tout le territoire" }, ...contours.communes]) choix.append(Object.assign(element("option", "", nom), { value: id }));
  aller.append(etiquette, choix, element("button", "bouton secondaire", "Voir"));
  const legende = element("ul", "carto-legende");
  scene.append(toile, aller, legende);
  cadre.append(scene);
  return { toile, aller, choix, legende };
}

export function seulsPerimetres(filtres: string): string {
  const choisis = new URLSearchParams(filtres).getAll("perimetre").map((un) => ["perimetre", un]);
  return choisis.length > 0 ? `?${new URLSearchParams(choisis)}` : "";
}

export function lireFormulaire(form: HTMLFormElement): string {
  const adresse = new URLSearchParams();
  for (const [nom, valeur] of new FormData(form)) if (valeur !== "") adresse.append(nom, String(valeur));
  return adresse.size > 0 ? `?${adresse}` : "";
}

function attacherFormulaire(form: HTMLFormElement, cadre: HTMLElement, scene: Scene, premiers: Contours, legende: HTMLElement): void {
  let attente = 0;
  let tour = 0;
  let contours = premiers;
  let perimetres = seulsPerimetres(window.location.search);
  const suivre = async (): Promise<void> => {
    const filtres = lireFormulaire(form);
    const voulus = seulsPerimetres(filtres);
    const mien = (tour += 1);
    window.history.replaceState(null, "", `${window.location.pathname}${filtres}`);
    const [donnees, autour] = await Promise.all([demander(cadre, filtres), voulus === perimetres ? contours : entourer(cadre, voulus), rafraichir(filtres)]);
    if (mien !== tour) return; // another choice has been made since
    scene.montrer(donnees);
    if (autour !== contours) scene.entourer(autour);
    [contours, perimetres] = [autour, voulus];
    direLegende(legende, donnees, contours);
  };
  form.addEventListener("change", (event) => {
    if ((event.target as HTMLInputElement).name === "q") return; // asked with its button
    window.clearTimeout(attente);
    attente = window.setTimeout(() => suivre().catch(() => form.submit()), 250);
  });
}

// The sentence, the tabs and the printed drawing follow the filters: the server says them, and the address keeps them.
export async function rafraichir(filtres: string): Promise<void> {
  const reponse = await fetch(`${window.location.pathname}${filtres}`);
  if (!reponse.ok) throw new Error(`page indisponible (${reponse.status})`);
  const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
  for (const place of document.querySelectorAll<HTMLElement>("[data-carte-suit]")) {
    const neuf = page.querySelector(`[data-carte-suit="${place.dataset["carteSuit"]}"]`);
    if (neuf) place.replaceWith(document.adoptNode(neuf));
  }
}

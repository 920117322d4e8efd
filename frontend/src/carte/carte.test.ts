import { beforeEach, expect, test, vi } from "vitest";

import { attacherCarte, lireFormulaire, monter, rafraichir, seulsPerimetres } from "./carte";
import { lireContours, lireDonnees } from "./donnees";
import { CONTOURS, RECU } from "./exemple";
import { direLegende } from "./legende";

const scene = { montrer: vi.fn(), entourer: vi.fn(), viser: vi.fn() };
const ouvrirScene = vi.fn();
vi.mock("./scene", () => ({ ouvrirScene: (...dit: unknown[]) => ouvrirScene(...dit) }));

let cadre: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = `<p data-carte-suit="phrase">Avant</p>
    <div data-carte="/c/donnees.json" data-contours="/c/contours.json" data-fiche="/espace/x/acteurs/"><div data-carte-suit="large"><svg></svg></div></div>
    <form data-carte-filtres><input type="search" name="q" value=""><input type="checkbox" name="theme" value="mobilite" checked><input type="checkbox" name="perimetre" value="u1"></form>`;
  cadre = document.querySelector("[data-carte]")!;
  window.history.replaceState(null, "", "/c/");
  vi.clearAllMocks();
  ouvrirScene.mockReturnValue(scene);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const repondre = (pages: Record<string, string>): void => {
  vi.stubGlobal("fetch", vi.fn((adresse: string) => {
    const page = pages[adresse.split("?")[0]!];
    return Promise.resolve(page === undefined ? new Response("", { status: 500 }) : new Response(page));
  }));
};
const TOUT = { "/c/donnees.json": JSON.stringify(RECU), "/c/contours.json": JSON.stringify(CONTOURS) };

test.each([
  ["le serveur refuse", {}, false],
  ["la réponse n’est pas ce qui est attendu", { ...TOUT, "/c/donnees.json": "{}" }, false],
  ["le navigateur ne sait pas dessiner", TOUT, true],
])("la carte de la page reste quand %s", async (_, pages, panne) => {
  repondre(pages);
  if (panne) ouvrirScene.mockImplementation(() => { throw new Error("WebGL manque"); });
  await attacherCarte(cadre);
  expect(cadre.querySelector("svg")).not.toBeNull();
  expect(cadre.classList.contains("vivant")).toBe(false);
  expect(cadre.querySelector(".carto-scene")).toBeNull();
});

test("une commune choisie par son nom s’ouvre comme si on l’avait touchée", async () => {
  repondre(TOUT);
  await attacherCarte(cadre);
  const choix = cadre.querySelector("select")!;
  choix.value = "id-clos";
  choix.form!.dispatchEvent(new Event("submit", { cancelable: true }));
  expect(scene.viser).toHaveBeenCalledWith("id-clos");
});

test("les filtres de la page valent pour la carte", async () => {
  repondre({ ...TOUT, "/c/": `<p data-carte-suit="phrase">Après</p><div data-carte-suit="large"><svg id="neuf"></svg></div>` });
  await attacherCarte(cadre);
  document.querySelector<HTMLInputElement>("[name=perimetre]")!.checked = true;
  document.querySelector("[name=perimetre]")!.dispatchEvent(new Event("change", { bubbles: true }));
  await vi.waitFor(() => expect(scene.montrer).toHaveBeenCalled());
  expect(fetch).toHaveBeenCalledWith("/c/donnees.json?theme=mobilite&perimetre=u1");
  expect(scene.entourer).toHaveBeenCalled();
  expect(document.querySelector("[data-carte-suit=phrase]")!.textContent).toBe("Après");
  expect(cadre.querySelector("#neuf")).not.toBeNull();
  expect(window.location.search).toBe("?theme=mobilite&perimetre=u1");
});

test("le formulaire se lit comme le navigateur l’enverrait, sans ce qui est vide", () => {
  expect(lireFormulaire(document.querySelector("[data-carte-filtres]")!)).toBe("?theme=mobilite");
  expect(seulsPerimetres("?theme=x&perimetre=a&perimetre=b")).toBe("?perimetre=a&perimetre=b");
  expect(seulsPerimetres("?theme=x")).toBe("");
});

test("une page qui ne vient pas se dit", async () => {
  repondre({});
  await expect(rafraichir("?a=b")).rejects.toThrow("500");
});

test("la légende dit les teintes, ce qui est vide et les périmètres", () => {
  const { legende } = monter(cadre, lireContours(CONTOURS));
  direLegende(legende, lireDonnees(RECU), lireContours(CONTOURS));
  expect([...legende.querySelectorAll("li")].map((ligne) => ligne.textContent)).toEqual([
    "un acteur y agit", "deux acteurs y agissent", "personne : un vide de la carte, pas une faute", "A · GAL des Deux Rives",
  ]);
});

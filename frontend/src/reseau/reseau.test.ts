import { beforeEach, expect, test, vi } from "vitest";

import { RECU } from "./exemple";
import { attacherReseau, rafraichir } from "./reseau";

vi.mock("./scene", () => ({
  ouvrirScene: () => {
    throw new Error("WebGL manque");
  },
}));

let cadre: HTMLElement;

beforeEach(() => {
  document.body.innerHTML = `<p data-reseau-phrase>Avant</p>
    <div data-reseau="/r/donnees.json" data-fiche="/espace/x/acteurs/"><div class="reseau-large"><svg></svg></div></div>
    <form data-reseau-filtres><input type="search" name="q" value="rien"><input type="checkbox" name="sphere" value="AS" checked></form>`;
  cadre = document.querySelector("[data-reseau]")!;
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const repondre = (corps: string, status = 200): void => {
  vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response(corps, { status }))));
};

test.each([
  ["le serveur refuse", "", 403],
  ["la réponse n’est pas ce qui est attendu", `{"version": 9}`, 200],
  ["le navigateur ne sait pas dessiner", JSON.stringify(RECU), 200],
])("le dessin de la page reste quand %s", async (_, corps, status) => {
  repondre(corps, status);
  await attacherReseau(cadre);
  expect(cadre.querySelector("svg")).not.toBeNull();
  expect(cadre.classList.contains("vivant")).toBe(false);
  expect(cadre.querySelector(".reseau-scene")).toBeNull();
});

test("la phrase et le dessin imprimé suivent les filtres", async () => {
  repondre(`<p data-reseau-phrase>Après</p><div class="reseau-large"><svg id="neuf"></svg></div>`);
  await rafraichir(document.querySelector("form")!, cadre);
  expect(document.querySelector("[data-reseau-phrase]")!.textContent).toBe("Après");
  expect(cadre.querySelector("#neuf")).not.toBeNull();
  expect(window.location.search).toBe("?sphere=AS");
});

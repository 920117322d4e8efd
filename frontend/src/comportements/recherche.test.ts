import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { adresse, attacherRecherche } from "./recherche";

const ecrire = (titre: string, resultats: string): string => `<title>Recherche</title><h1>${titre}</h1>
  <form data-recherche><input name="q" value=""><input type="hidden" name="genre" value="action"></form>
  <p role="status" data-annonce></p><div data-resultats>${resultats}</div>`;

let form: HTMLFormElement;

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = ecrire("Que cherchez-vous ?", "");
  form = document.querySelector("form")!;
  attacherRecherche(form);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function taper(texte: string): Promise<void> {
  form.querySelector("input")!.value = texte;
  form.dispatchEvent(new Event("input", { bubbles: true }));
  await vi.advanceTimersByTimeAsync(300);
}

test("les résultats viennent pendant que l’on tape, et sont annoncés", async () => {
  vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response(ecrire("2 résultats", "<a>Le Panier</a>")))));
  await taper("panier");
  expect(document.querySelector("[data-resultats]")!.textContent).toBe("Le Panier");
  expect(document.querySelector("h1")!.textContent).toBe("2 résultats");
  expect(document.querySelector("[data-annonce]")!.textContent).toBe("2 résultats");
});

test("une seule demande quand la main va vite, avec la sorte choisie", async () => {
  const demander = vi.fn(() => Promise.resolve(new Response(ecrire("1 résultat", ""))));
  vi.stubGlobal("fetch", demander);
  form.dispatchEvent(new Event("input"));
  await taper("ép");
  expect(demander).toHaveBeenCalledOnce();
  expect(adresse(form)).toContain("?q=%C3%A9p&genre=action");
});

test.each([
  ["une coupure de réseau", () => Promise.reject(new Error("coupure"))],
  ["une autre page", () => Promise.resolve(new Response("<h1>Se connecter</h1>"))],
  ["une erreur", () => Promise.resolve(new Response(ecrire("non", "non"), { status: 500 }))],
])("%s laisse en place ce qui est montré", async (_, repondre) => {
  vi.stubGlobal("fetch", vi.fn(repondre));
  await taper("panier");
  expect(document.querySelector("h1")!.textContent).toBe("Que cherchez-vous ?");
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { attacherDoublons, lireAdresse } from "./doublons";

const HTML = `<form><input name="nom"><input name="sigle"><input name="commune"><input name="telephone">
  <div data-doublons="/nouveau/?fragment=doublons"></div></form>`;

function poser(): { zone: HTMLElement; taper: (champ: string, valeur: string) => void } {
  document.body.innerHTML = HTML;
  const zone = document.querySelector<HTMLElement>("[data-doublons]")!;
  const taper = (champ: string, valeur: string): void => {
    const saisi = document.querySelector<HTMLInputElement>(`[name=${champ}]`)!;
    saisi.value = valeur;
    saisi.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return { zone, taper };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("ce qui est tapé est comparé, une fois que l’on s’arrête", async () => {
  const demander = vi.fn((_: string) => Promise.resolve(new Response("<p>CCAS d’Ambert</p>")));
  vi.stubGlobal("fetch", demander);
  const { zone, taper } = poser();
  attacherDoublons(zone);
  for (const lettres of ["CCA", "CCAS", "CCAS amb"]) taper("nom", lettres);
  await vi.advanceTimersByTimeAsync(400);
  expect(demander).toHaveBeenCalledOnce();
  expect(demander.mock.calls[0]![0]).toBe("/nouveau/?fragment=doublons&nom=CCAS+amb&sigle=&commune=");
  expect(zone.textContent).toBe("CCAS d’Ambert");
});

test("un autre champ ne demande rien", async () => {
  const demander = vi.fn();
  vi.stubGlobal("fetch", demander);
  const { zone, taper } = poser();
  attacherDoublons(zone);
  taper("telephone", "04 65 71 00 00");
  await vi.advanceTimersByTimeAsync(400);
  expect(demander).not.toHaveBeenCalled();
});

test("un nom trop court efface ce qui était montré", async () => {
  const { zone, taper } = poser();
  zone.innerHTML = "<p>ancien</p>";
  attacherDoublons(zone);
  taper("nom", "CC");
  await vi.advanceTimersByTimeAsync(400);
  expect(zone.childElementCount).toBe(0);
});

test("une réponse qui manque ne change rien", async () => {
  vi.stubGlobal("fetch", vi.fn(() => Promise.reject(new Error("coupure"))));
  const { zone, taper } = poser();
  attacherDoublons(zone);
  taper("nom", "CCAS");
  await vi.advanceTimersByTimeAsync(400);
  expect(zone.textContent).toBe("");
});

test("l’adresse se lit dans le formulaire", () => {
  const { zone, taper } = poser();
  taper("nom", "  Le Panier ");
  taper("commune", "Valmorane");
  expect(lireAdresse(zone, zone.closest("form")!)).toBe("/nouveau/?fragment=doublons&nom=Le+Panier&sigle=&commune=Valmorane");
});

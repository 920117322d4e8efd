import { afterEach, expect, type Mock, test, vi } from "vitest";

import { lireAvancement, regarder } from "./suivi";

const HTML = `<div data-suivi="/travail/"><label><span>en attente</span><progress value="0" max="100"></progress></label></div>`;

function poser(reponse: Response | Error): { suivi: HTMLElement; recharger: Mock<() => void> } {
  document.body.innerHTML = HTML;
  vi.stubGlobal("fetch", vi.fn(() => (reponse instanceof Error ? Promise.reject(reponse) : Promise.resolve(reponse))));
  return { suivi: document.querySelector<HTMLElement>("[data-suivi]")!, recharger: vi.fn<() => void>() };
}

afterEach(() => vi.unstubAllGlobals());

test("avance la barre et dit l’étape", async () => {
  const { suivi, recharger } = poser(Response.json({ etat: "en-cours", etape: "mixité", fait: 45 }));
  expect(await regarder(suivi, recharger)).toBe(true);
  expect(suivi.querySelector("progress")!.value).toBe(45);
  expect(suivi.querySelector("span")!.textContent).toBe("mixité");
  expect(recharger).not.toHaveBeenCalled();
});

test.each(["fait", "echec"])("redemande la page quand le travail est %s", async (etat) => {
  const { suivi, recharger } = poser(Response.json({ etat, etape: "", fait: 100 }));
  expect(await regarder(suivi, recharger)).toBe(false);
  expect(recharger).toHaveBeenCalledOnce();
});

test("une coupure de réseau n’arrête pas le suivi", async () => {
  const { suivi, recharger } = poser(new Error("coupure"));
  expect(await regarder(suivi, recharger)).toBe(true);
  expect(recharger).not.toHaveBeenCalled();
});

test("une session finie redemande la page", async () => {
  const { suivi, recharger } = poser(new Response("<html>", { status: 404 }));
  expect(await regarder(suivi, recharger)).toBe(false);
});

test.each([null, 3, {}, { etat: "fait" }])("une réponse inattendue n’est pas crue : %j", (donnees) => {
  expect(lireAvancement(donnees)).toBeNull();
});

import { beforeEach, expect, test, vi } from "vitest";

import { attacherDoublons, montrerDoublons } from "./doublons";

let place: HTMLElement;
let form: HTMLFormElement;

beforeEach(() => {
  document.body.innerHTML = `<form><input name="nom" value="Épicerie"><input name="telephone">
    <div data-doublons="/espace/x/acteurs/nouveau/?fragment=doublons"></div></form>`;
  form = document.querySelector("form")!;
  place = document.querySelector("[data-doublons]")!;
});

const repondre = (html: string, status = 200) => {
  const demande = vi.fn((_adresse: URL) => Promise.resolve(new Response(html, { status })));
  vi.stubGlobal("fetch", demande);
  return demande;
};

test("montre ce que le serveur trouve de ressemblant", async () => {
  const demande = repondre("<p>Déjà là ?</p>");
  await montrerDoublons(place, form);
  expect(place.textContent).toBe("Déjà là ?");
  expect(demande.mock.calls[0]![0].search).toBe("?fragment=doublons&nom=%C3%89picerie&sigle=&commune=");
});

test("un refus ou une panne laissent la page comme elle est", async () => {
  place.innerHTML = "<p>Avant</p>";
  repondre("Interdit", 403);
  await montrerDoublons(place, form);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("hors ligne")));
  await montrerDoublons(place, form);
  expect(place.textContent).toBe("Avant");
});

test("demande une fois la frappe posée, et seulement pour le nom, le sigle et la commune", async () => {
  vi.useFakeTimers();
  const demande = repondre("");
  attacherDoublons(place);
  const taper = (nom: string) => form.querySelector(`[name=${nom}]`)!.dispatchEvent(new Event("input", { bubbles: true }));
  taper("nom");
  taper("nom");
  taper("telephone");
  await vi.advanceTimersByTimeAsync(1000);
  expect(demande).toHaveBeenCalledTimes(1);
  vi.useRealTimers();
});

import { beforeEach, expect, test } from "vitest";

import { attacherEnvoiUnique } from "./envoi-unique";

let form: HTMLFormElement;

const envoyer = (): boolean => form.dispatchEvent(new Event("submit", { cancelable: true, bubbles: true }));

beforeEach(() => {
  document.body.innerHTML = `<form method="post"><button>Enregistrer</button></form>`;
  form = document.querySelector("form")!;
  attacherEnvoiUnique(form);
});

test("le deuxième envoi est retenu", () => {
  expect(envoyer()).toBe(true);
  expect(envoyer()).toBe(false);
  expect(form.querySelector("button")!.getAttribute("aria-disabled")).toBe("true");
});

test("une page revenue du cache peut être envoyée", () => {
  envoyer();
  window.dispatchEvent(new Event("pageshow"));
  expect(envoyer()).toBe(true);
});

test("un envoi arrêté par un autre comportement ne compte pas", () => {
  form.addEventListener("submit", (event) => event.preventDefault(), { capture: true, once: true });
  expect(envoyer()).toBe(false);
  expect(envoyer()).toBe(true);
});

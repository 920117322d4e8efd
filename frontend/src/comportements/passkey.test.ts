import { beforeEach, expect, test, vi } from "vitest";

import { envoyerPasskey } from "./passkey";

let form: HTMLFormElement;

beforeEach(() => {
  document.body.innerHTML = `<form data-passkey="utiliser"><input type="hidden" name="credential"><p data-avis></p></form>`;
  form = document.querySelector("form")!;
});

test("la réponse du navigateur part avec le formulaire", async () => {
  const envoi = vi.spyOn(form, "submit").mockImplementation(() => undefined);
  await envoyerPasskey(form, () => Promise.resolve({ id: "abc" }));
  expect(form.querySelector("input")!.value).toBe(`{"id":"abc"}`);
  expect(envoi).toHaveBeenCalledOnce();
});

test("un refus se dit, et rien ne part", async () => {
  const envoi = vi.spyOn(form, "submit").mockImplementation(() => undefined);
  await envoyerPasskey(form, () => Promise.reject(new Error("NotAllowedError")));
  expect(form.querySelector("[data-avis]")!.textContent).toContain("Rien n’a changé");
  expect(envoi).not.toHaveBeenCalled();
});

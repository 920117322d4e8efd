import { beforeEach, expect, test } from "vitest";

import { attacherSaisie, oublierEnvoyees } from "./saisie";

const CLE = "saisie:/acteurs/nouveau";
const FORMULAIRE = `<form data-saisie method="post"><input type="hidden" name="csrfmiddlewaretoken" value="x">
  <input name="nom"><input type="password" name="secret"><textarea name="texte"></textarea>
  <select name="monde" multiple><option value="AS">AS</option><option value="DL">DL</option></select>
  <input type="checkbox" name="theme" value="mobilite"><input type="checkbox" name="theme" value="logement"></form>`;

const aller = (adresse: string): void =>
  (window as unknown as { happyDOM: { setURL(adresse: string): void } }).happyDOM.setURL(adresse);

function page(): HTMLFormElement {
  document.body.innerHTML = FORMULAIRE;
  const form = document.querySelector("form")!;
  attacherSaisie(form);
  return form;
}

function remplir(form: HTMLFormElement): void {
  form.querySelector<HTMLInputElement>("[name=nom]")!.value = "CIAS <b>";
  form.querySelector<HTMLInputElement>("[name=secret]")!.value = "secret";
  form.querySelectorAll<HTMLInputElement>("[name=theme]")[1]!.checked = true;
  form.querySelectorAll("option")[1]!.selected = true;
  form.dispatchEvent(new Event("input"));
}

function quitter(): Event {
  const depart = new Event("beforeunload", { cancelable: true });
  window.dispatchEvent(depart);
  return depart;
}

beforeEach(() => {
  sessionStorage.clear();
  aller("http://localhost/acteurs/nouveau");
});

test("une session expirée ne fait rien perdre", () => {
  const form = page();
  remplir(form);
  form.dispatchEvent(new Event("submit", { cancelable: true }));
  oublierEnvoyees(true); // the sign-in page
  const retour = page();
  expect(retour.querySelector<HTMLInputElement>("[name=nom]")!.value).toBe("CIAS <b>");
  expect(retour.querySelectorAll<HTMLInputElement>("[name=theme]")[1]!.checked).toBe(true);
  expect(retour.querySelectorAll("option")[1]!.selected).toBe(true);
  expect(retour.querySelector("[role=status]")!.textContent).toContain("remis ce que vous aviez saisi");
});

test("les secrets et les jetons ne sont pas gardés", () => {
  remplir(page());
  expect(sessionStorage.getItem(CLE)).not.toContain("secret");
  expect(sessionStorage.getItem(CLE)).not.toContain("csrfmiddlewaretoken");
});

test("quitter un formulaire entamé prévient, un formulaire intact ou envoyé non", () => {
  const form = page();
  expect(quitter().defaultPrevented).toBe(false);
  remplir(form);
  expect(quitter().defaultPrevented).toBe(true);
  form.dispatchEvent(new Event("submit", { cancelable: true }));
  expect(quitter().defaultPrevented).toBe(false);
});

test("une fois enregistré, plus rien n’est gardé", () => {
  const form = page();
  remplir(form);
  form.dispatchEvent(new Event("submit", { cancelable: true }));
  aller("http://localhost/acteurs/");
  oublierEnvoyees(false);
  expect(sessionStorage.length).toBe(0);
});

test("une page renvoyée avec ses fautes garde ce que dit le serveur", () => {
  sessionStorage.setItem(CLE, JSON.stringify({ envoyee: true, valeurs: [["nom", "ancien"]] }));
  document.body.innerHTML = FORMULAIRE.replace('name="nom"', 'name="nom" value="serveur" aria-invalid="true"');
  attacherSaisie(document.querySelector("form")!);
  expect(document.querySelector<HTMLInputElement>("[name=nom]")!.value).toBe("serveur");
});

test("une mémoire abîmée est ignorée", () => {
  sessionStorage.setItem(CLE, "{");
  expect(page().querySelector("[role=status]")).toBeNull();
});

import { beforeEach, expect, test } from "vitest";

import { lireDonnees } from "./donnees";
import { RECU } from "./exemple";
import { chercher, garder, lireFiltres } from "./filtres";

const donnees = lireDonnees(RECU);
let form: HTMLFormElement;

beforeEach(() => {
  document.body.innerHTML = `<form>
    <input type="checkbox" name="sphere" value="AS"><input type="checkbox" name="sphere" value="DL">
    <input type="checkbox" name="etat" value="confirme"><input type="checkbox" name="etat" value="souhaite">
    <input type="checkbox" name="theme" value="mobilite"><input type="checkbox" name="theme" value="logement">
    <input type="radio" name="au_moins" value=""><input type="radio" name="au_moins" value="3"></form>`;
  form = document.querySelector("form")!;
});

const cocher = (...choix: string[]): void => {
  for (const un of choix) {
    const [nom, valeur] = un.split("=");
    form.querySelector<HTMLInputElement>(`[name=${nom}][value="${valeur}"]`)!.checked = true;
  }
};

const gardes = (centre: number | null = null): [number[], number[]] => {
  const { acteurs, liens } = garder(donnees, lireFiltres(form), centre);
  return [[...acteurs].sort(), [...liens].sort()];
};

test("sans choix, tout ce qui est vécu", () => expect(gardes()).toEqual([[0, 1, 2, 3], [0, 1, 3]]));

test.each([
  [["sphere=AS"], [[0, 1], [0]]],
  [["etat=souhaite"], [[0, 1, 2, 3], [2]]],
  [["etat=confirme", "etat=souhaite"], [[0, 1, 2, 3], [0, 2]]],
  [["au_moins=3"], [[0, 1, 2, 3], [0]]],
  [["theme=mobilite"], [[2], []]],
  [["theme=logement"], [[0, 2], [1]]],
])("%s", (choix, attendu) => {
  cocher(...choix);
  expect(gardes()).toEqual(attendu);
});

test("autour d’un acteur : lui, ses partenaires, leurs liens", () => expect(gardes(0)).toEqual([[0, 1, 2], [0, 1]]));

test("celui que l’on regarde reste, quel que soit son monde", () => {
  cocher("sphere=AS");
  expect(gardes(2)).toEqual([[0, 2], [1]]);
});

test.each([
  ["epicerie", [1]],
  ["LISAUDE gal", [2]],
  ["l", [3, 0, 1, 2]],
  ["zzz", []],
  [" ", []],
])("chercher « %s »", (texte, attendu) => {
  expect(chercher(donnees, texte).sort()).toEqual([...attendu].sort());
});

test("qui commence ainsi vient d’abord", () => {
  expect(chercher(donnees, "fo")[0]).toBe(3);
});

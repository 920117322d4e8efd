import { expect, test } from "vitest";

import { lireDonnees } from "./donnees";
import { RECU } from "./exemple";

test("lit ce que le serveur envoie", () => {
  const { acteurs, liens } = lireDonnees(RECU);
  expect(acteurs[2]).toMatchObject({ id: "id-2", sphere: { code: "DL", forme: "triangle" }, themes: ["mobilite", "logement"] });
  expect(liens[3]).toEqual({ a: 2, b: 3, etat: "conteste", niveau: null });
});

test.each([
  ["rien", null],
  ["une autre version", { ...RECU, version: 1 }],
  ["un lien sans acteur", { ...RECU, liens: [[0, 9, 0, 1]] }],
  ["un lien vers soi", { ...RECU, liens: [[0, 0, 0, 1]] }],
  ["un état inconnu", { ...RECU, etats: ["secret"] }],
  ["un rang d’état inconnu", { ...RECU, liens: [[0, 1, 7, 1]] }],
  ["une place qui n’en est pas une", { ...RECU, acteurs: [["id", "Nom", 0, Number.NaN, 0, []]], liens: [] }],
  ["une couleur qui n’en est pas une", { ...RECU, spheres: [["AS", "A", "cercle", "S", "url(x)"]], acteurs: [], liens: [] }],
  ["une forme inconnue", { ...RECU, spheres: [["AS", "A", "nuage", "S", "#000000"]], acteurs: [], liens: [] }],
])("refuse %s", (_, recu) => {
  expect(() => lireDonnees(recu)).toThrow();
});

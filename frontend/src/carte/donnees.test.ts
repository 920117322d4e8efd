import { expect, test } from "vitest";

import { lireContours, lireDonnees } from "./donnees";
import { CONTOURS, RECU } from "./exemple";

test("lit ce que le serveur envoie", () => {
  const donnees = lireDonnees(RECU);
  expect(donnees.acteurs[1]).toEqual({ id: "a1", nom: "GAL", sphere: 1, point: [5.06, 44.55] });
  expect(donnees.communes[1]).toMatchObject({ nom: "Clos", total: 0, parSphere: [0, 0] });
  expect(lireContours(CONTOURS).communes.map(({ centre }) => centre)).toEqual([[5.05, 44.55], null]);
});

test.each([
  ["une autre version", { ...RECU, version: 2 }],
  ["un monde inconnu", { ...RECU, acteurs: [["a", "A", 7, 5, 44]] }],
  ["un acteur sans point", { ...RECU, acteurs: [["a", "A", 0, null, 44]] }],
  ["une forme inconnue", { ...RECU, spheres: [["AS", "A", "étoile", "S", "#1D5FA6"]] }],
  ["une couleur qui n’en est pas une", { ...RECU, teintes: [[1, 1, "red;"]] }],
  ["une adresse qui mène ailleurs", { ...RECU, communes: [["c", "C", 1, 1, "//ailleurs.fr/", [1, 0]]] }],
  ["un script pour adresse", { ...RECU, communes: [["c", "C", 1, 1, "javascript:alert(1)", [1, 0]]] }],
  ["des mondes manquants", { ...RECU, communes: [["c", "C", 1, 1, "/x/", [1]]] }],
  ["rien", null],
])("refuse %s", (_, recu) => {
  expect(() => lireDonnees(recu)).toThrow();
});

test.each([
  ["un point pour contour", { ...CONTOURS, communes: [["c", "C", null, { type: "Point", coordinates: [5, 44] }]] }],
  ["un cadre incomplet", { ...CONTOURS, boite: [5, 44] }],
])("refuse %s", (_, recu) => {
  expect(() => lireContours(recu)).toThrow();
});

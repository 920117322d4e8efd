import { expect, test } from "vitest";

import { enveloppe, type Ile, placerTitres, type Point } from "./iles";
import { seCroisent } from "./noms";

const mesurer = (texte: string): number => texte.length * 9;
const ile = (nom: string, points: Point[]): Ile => ({ nom, fond: "#EEEEEE", trait: "#333333", points });

test("l’enveloppe tient tous les points et ne garde que les coins", () => {
  expect(new Set(enveloppe([[0, 0], [2, 0], [2, 2], [0, 2], [1, 1]]).map(String))).toEqual(new Set(["0,0", "2,0", "2,2", "0,2"]));
});

test("le nom d’un monde est au-dessus de lui", () => {
  const [titre] = placerTitres([ile("Santé", [[100, 100], [200, 150]])], 400, 300, 1, mesurer);
  expect(titre!.boite.bas).toBeLessThan(100);
});

test("deux titres ne se couvrent pas, et restent dans le dessin", () => {
  const titres = placerTitres([ile("Action sociale", [[40, 60]]), ile("Développement social", [[60, 62]])], 400, 300, 1, mesurer);
  expect(titres).toHaveLength(2);
  expect(seCroisent(titres[0]!.boite, titres[1]!.boite)).toBe(false);
  for (const { boite } of titres) expect(boite.gauche >= 0 && boite.droite <= 400 && boite.haut >= 0).toBe(true);
});

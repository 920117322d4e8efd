import { expect, test } from "vitest";

import { HAUTEUR, placerNoms } from "./noms";

const mesurer = (texte: string): number => texte.length * 7;
const marque = (nom: string, x: number, y: number) => ({ nom, x, y, rayon: 8 });

test("un nom seul se tient à droite de sa marque", () => {
  expect(placerNoms([marque("CCAS", 50, 50)], 400, 200, mesurer)).toEqual([{ texte: "CCAS", x: 61, y: 54 }]);
});

test("au bord, il passe de l’autre côté", () => {
  const [nom] = placerNoms([marque("CCAS", 390, 50)], 400, 200, mesurer);
  expect(nom!.x + 28).toBeLessThan(390);
});

test("aucun nom n’en couvre un autre", () => {
  const marques = Array.from({ length: 60 }, (_, i) => marque(`Structure ${i}`, (i * 37) % 600, (i * 53) % 400));
  const noms = placerNoms(marques, 600, 400, mesurer);
  expect(noms.length).toBeGreaterThan(5);
  noms.forEach((un, i) =>
    noms.slice(i + 1).forEach((autre) => {
      const cote = Math.abs(un.x - autre.x) >= Math.min(mesurer(un.texte), mesurer(autre.texte));
      expect(cote || Math.abs(un.y - autre.y) >= HAUTEUR).toBe(true);
    }),
  );
});

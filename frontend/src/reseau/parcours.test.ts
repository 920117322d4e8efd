import { expect, test } from "vitest";

import { suivant } from "./parcours";

const reperes = [
  { rang: 7, x: 0, y: 0 },
  { rang: 8, x: 1, y: 0.2 },
  { rang: 9, x: 0.2, y: 1 },
  { rang: 3, x: 3, y: 0 },
];
const depuis = (rang: number) => reperes.find((repere) => repere.rang === rang)!;

test("la première flèche va au premier de la liste", () => {
  expect(suivant(reperes, null, 1, 0)).toBe(7);
  expect(suivant([], null, 1, 0)).toBeNull();
});

test("chaque flèche va au plus proche de son côté", () => {
  expect(suivant(reperes, depuis(7), 1, 0)).toBe(8);
  expect(suivant(reperes, depuis(7), 0, 1)).toBe(9);
  expect(suivant(reperes, depuis(8), 1, 0)).toBe(3);
});

test("au bout, elle reste où elle est", () => {
  expect(suivant(reperes, depuis(3), 1, 0)).toBeNull();
});

test("on revient sur ses pas", () => {
  expect(suivant(reperes, depuis(suivant(reperes, depuis(7), 1, 0)!), -1, 0)).toBe(7);
});

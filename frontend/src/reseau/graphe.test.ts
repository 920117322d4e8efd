import { expect, test } from "vitest";

import { lireDonnees } from "./donnees";
import { RECU } from "./exemple";
import { ACCENT, construire, ENCRE } from "./graphe";

const donnees = lireDonnees(RECU);

test("chacun à sa place, avec la forme et la lettre de son monde", () => {
  const graphe = construire(donnees);
  expect(graphe.getNodeAttributes("2")).toMatchObject({ x: 1.125, y: 0.5, type: "triangle", lettre: "L" });
  expect([graphe.order, graphe.size]).toEqual([4, 4]);
});

test("sur un téléphone les deux mondes sont l’un au-dessus de l’autre", () => {
  const graphe = construire(donnees, true);
  const [social, local] = [graphe.getNodeAttributes("0"), graphe.getNodeAttributes("2")];
  expect(social.y - local.y).toBeCloseTo(1);
});

test("en noir d’un monde à l’autre, les souhaits à part", () => {
  const graphe = construire(donnees);
  expect(graphe.getEdgeAttribute("1", "color")).toBe(ENCRE);
  expect(graphe.getEdgeAttribute("2", "color")).toBe(ACCENT);
  expect(graphe.getEdgeAttribute("0", "color")).not.toBe(ENCRE);
});

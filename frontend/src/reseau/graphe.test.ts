import { expect, test } from "vitest";

import { lireDonnees } from "./donnees";
import { RECU } from "./exemple";
import { ACCENT, construire, ENCRE, feuille, melanger } from "./graphe";

const donnees = lireDonnees(RECU);

test("chacun à sa place, avec la forme et la lettre de son monde", () => {
  const graphe = construire(donnees);
  expect(graphe.getNodeAttributes("2")).toMatchObject({ y: 0.5, type: "triangle", lettre: "L", color: "#B0511A" });
  expect(graphe.getNodeAttribute("2", "x")).toBeCloseTo(0.9 * feuille(false)[0]);
  expect([graphe.order, graphe.size]).toEqual([4, 4]);
});

test("sur un téléphone les deux mondes sont l’un au-dessus de l’autre", () => {
  const graphe = construire(donnees, true);
  const [social, local] = [graphe.getNodeAttributes("0"), graphe.getNodeAttributes("2")];
  expect(social.y - local.y).toBeCloseTo(0.8 * feuille(true)[1]);
});

test("en noir d’un monde à l’autre, les souhaits à part", () => {
  const graphe = construire(donnees);
  expect(graphe.getEdgeAttribute("1", "color")).toBe(ENCRE);
  expect(graphe.getEdgeAttribute("2", "color")).toBe(ACCENT);
  expect(graphe.getEdgeAttribute("0", "color")).not.toBe(ENCRE);
});

test("à l’intérieur d’un monde, un trait pâle de sa couleur", () => {
  expect(construire(donnees).getEdgeAttribute("0", "color")).toBe(melanger("#E4EDF7", "#1D5FA6", 0.25));
  expect(melanger("#000000", "#ffffff", 1)).toBe("#ffffff");
});

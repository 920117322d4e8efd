import { expect, test } from "vitest";

import { direActeurs, direCommune } from "./bulle";
import { lireDonnees } from "./donnees";
import { RECU } from "./exemple";

const donnees = lireDonnees(RECU);

test("un acteur mène à sa fiche, et dit son monde", () => {
  const bulle = direActeurs(donnees, [donnees.acteurs[1]!], 1, "/espace/x/acteurs/");
  expect(bulle.querySelector("a")!.getAttribute("href")).toBe("/espace/x/acteurs/a1/");
  expect(bulle.textContent).toBe("GAL, développement local");
});

test("de plus nombreux sont comptés", () => {
  const bulle = direActeurs(donnees, Array(12).fill(donnees.acteurs[0]), 30, "/");
  expect(bulle.querySelectorAll("a")).toHaveLength(12);
  expect(bulle.textContent).toContain("30 acteurs ont leur siège ici.");
  expect(bulle.textContent).toContain("Et 18 autres");
});

test("une commune dit qui y agit et mène à leur liste ; vide, elle n’accuse personne", () => {
  const [amont, clos] = donnees.communes;
  expect(direCommune(donnees, amont!).textContent).toContain("Deux acteurs y agissent ; un y a son siège.");
  expect(direCommune(donnees, amont!).querySelector("a")!.getAttribute("href")).toBe("/espace/x/acteurs/?territoire=id-amont");
  expect(direCommune(donnees, clos!).textContent).toContain("un vide de la carte, pas une faute");
  expect(direCommune(donnees, clos!).querySelector("a")).toBeNull();
});

test("un nom reste un nom", () => {
  const piege = { ...donnees.acteurs[0]!, nom: "<img src=x onerror=alert(1)>" };
  expect(direActeurs(donnees, [piege], 1, "/").querySelector("img")).toBeNull();
});

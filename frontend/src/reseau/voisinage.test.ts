import { beforeEach, expect, test, vi } from "vitest";

import { lireDonnees } from "./donnees";
import { RECU } from "./exemple";
import { direNiveau, montrerVoisinage } from "./voisinage";

const donnees = lireDonnees(RECU);
const adresser = (id: string) => ({ fiche: `/f/${id}/`, autour: `?acteur=${id}` });
let ou: HTMLElement;

beforeEach(() => {
  ou = document.createElement("section");
});

test("dit avec qui, à quel niveau, et mène à chaque fiche", () => {
  montrerVoisinage(ou, donnees, 0, new Set([0, 1]), adresser, vi.fn());
  expect(ou.querySelector("h3")!.textContent).toBe("Autour de CCAS de Valmorane");
  const lignes = [...ou.querySelectorAll("li")].map((ligne) => ligne.textContent);
  expect(lignes).toEqual([
    "Épicerie solidaireAction sociale · 3, confirmé des deux côtés · fiche",
    "GAL de la LisaudeDéveloppement local · s’informer, déclaré d’un côté · fiche",
  ]);
  const adresses = [...ou.querySelectorAll("a")].map((lien) => lien.getAttribute("href"));
  expect(adresses).toEqual(["/f/id-0/", "?acteur=id-0", "/f/id-1/", "/f/id-2/"]);
});

test("on va de voisin en voisin, et on en sort", () => {
  const aller = vi.fn();
  montrerVoisinage(ou, donnees, 0, new Set([0, 1]), adresser, aller);
  ou.querySelector<HTMLElement>("li:last-child button")!.click();
  ou.querySelector<HTMLElement>(".reseau-gestes button")!.click();
  expect(aller.mock.calls).toEqual([[2], [null]]);
});

test("plus rien quand personne n’est choisi", () => {
  montrerVoisinage(ou, donnees, 0, new Set(), adresser, vi.fn());
  expect(ou.textContent).toContain("aucun lien ici");
  montrerVoisinage(ou, donnees, null, new Set(), adresser, vi.fn());
  expect(ou.childElementCount).toBe(0);
});

test("un niveau que personne n’a dit est dit tel", () => {
  expect(direNiveau(donnees, donnees.liens[3]!)).toBe("niveau non dit, vu différemment");
});

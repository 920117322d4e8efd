import { expect, test } from "vitest";

import { lireContours, lireDonnees } from "./donnees";
import { CONTOURS, RECU } from "./exemple";
import { composerStyle, placerActeurs, placerCommunes, placerLettres, placerNoms, teinter } from "./style";

const donnees = lireDonnees(RECU);
const contours = lireContours(CONTOURS);

test("chaque acteur a son point et son monde, chaque commune son nombre", () => {
  expect(placerActeurs(donnees).features.map(({ properties }) => properties)).toEqual([{ rang: 0, sphere: 0 }, { rang: 1, sphere: 1 }]);
  expect(placerCommunes(contours, donnees).features.map(({ properties }) => properties)).toEqual([{ rang: 0, total: 2 }, { rang: 1, total: 0 }]);
  expect(placerNoms(contours, donnees).features.map(({ properties }) => properties)).toEqual([{ nom: "Amont", ordre: -1 }]);
});

test("la lettre d’un périmètre est sur son contour", () => {
  const [lettre] = placerLettres(contours).features;
  expect(lettre!.geometry).toEqual({ type: "Point", coordinates: [5.1, 44.6] });
});

test("les teintes montent avec le nombre, et un territoire sans personne reste blanc", () => {
  expect(teinter(donnees)).toEqual(["step", ["get", "total"], "#ffffff", 1, "#E7F0EF", 2, "#B0D0CD"]);
  expect(teinter({ ...donnees, teintes: [] })).toBe("#ffffff");
});

test("sans fond choisi, rien n’est demandé à personne", () => {
  expect(JSON.stringify(composerStyle(donnees, contours, null))).not.toContain("http");
  const style = composerStyle(donnees, contours, { tuiles: "https://tuiles.exemple.fr/{z}/{x}/{y}.png", attribution: "© Exemple" });
  expect(style.sources["fond"]).toMatchObject({ type: "raster", attribution: "© Exemple" });
  expect(style.glyphs).toBeUndefined();
  expect(style.sprite).toBeUndefined();
});

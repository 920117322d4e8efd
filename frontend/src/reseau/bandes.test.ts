import { expect, test } from "vitest";

import { compterBandes } from "./bandes";
import { lireDonnees } from "./donnees";
import { RECU } from "./exemple";

const donnees = lireDonnees(RECU);

test("une bande par paire de mondes, avec ses liens ; rien à l’intérieur d’un monde", () => {
  expect(compterBandes(donnees, [0, 1, 2, 3])).toEqual([{ a: "AS", b: "DL", liens: 2 }]);
  expect(compterBandes(donnees, [0, 3])).toEqual([]);
});

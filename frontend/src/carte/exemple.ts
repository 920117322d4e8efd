// A small territory for the tests, as the server sends it.
export const RECU = {
  version: 1,
  spheres: [
    ["AS", "Action sociale", "cercle", "S", "#1D5FA6"],
    ["DL", "Développement local", "triangle", "L", "#B0511A"],
  ],
  teintes: [[1, 1, "#E7F0EF"], [2, 2, "#B0D0CD"]],
  communes: [
    ["id-amont", "Amont", 2, 1, "/espace/x/acteurs/?territoire=id-amont", [1, 1]],
    ["id-clos", "Clos", 0, 0, "/espace/x/acteurs/?territoire=id-clos", [0, 0]],
  ],
  acteurs: [
    ["a0", "CCAS d’Amont", 0, 5.05, 44.55],
    ["a1", "GAL", 1, 5.06, 44.55],
  ],
  sans_lieu: [["a2", "Caf", 0]],
};

const carre = (x: number): unknown => ({ type: "Polygon", coordinates: [[[x, 44.5], [x + 0.1, 44.5], [x + 0.1, 44.6], [x, 44.6], [x, 44.5]]] });

export const CONTOURS = {
  version: 1,
  boite: [5, 44.5, 5.2, 44.6],
  communes: [
    ["id-amont", "Amont", [5.05, 44.55], carre(5)],
    ["id-clos", "Clos", null, carre(5.1)],
  ],
  perimetres: [["A", "GAL des Deux Rives", carre(5)]],
};

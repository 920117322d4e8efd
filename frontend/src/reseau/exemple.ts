// A small network for the tests, as the server sends it.
export const RECU = {
  version: 2,
  spheres: [
    ["AS", "Action sociale", "cercle", "S", "#1D5FA6", "#E4EDF7"],
    ["DL", "Développement local", "triangle", "L", "#B0511A", "#F9E9DE"],
  ],
  themes: [["mobilite", "Mobilité"], ["logement", "Logement"]],
  niveaux: ["Ne pas se connaître", "Se connaître", "S’informer"],
  etats: ["confirme", "declare", "conteste", "souhaite"],
  acteurs: [
    ["id-0", "CCAS de Valmorane", 0, 0.1, 0.2, [1]],
    ["id-1", "Épicerie solidaire", 0, 0.2, 0.4, []],
    ["id-2", "GAL de la Lisaude", 1, 0.9, 0.5, [0, 1]],
    ["id-3", "Foyer rural", 1, 0.8, 1, []],
  ],
  liens: [
    [0, 1, 0, 3],
    [0, 2, 1, 2],
    [1, 2, 3, 4],
    [2, 3, 2, null],
  ],
};

// What comes from the server is looked at once, at the door: a value that is not what is expected stops everything.

class DonneesInconnues extends Error {}

export function exiger(vrai: boolean, quoi: string): asserts vrai {
  if (!vrai) throw new DonneesInconnues(quoi);
}

export const texte = (valeur: unknown): string => {
  exiger(typeof valeur === "string", "texte attendu");
  return valeur;
};

export const nombre = (valeur: unknown): number => {
  exiger(typeof valeur === "number" && Number.isFinite(valeur), "nombre attendu");
  return valeur;
};

export const liste = (valeur: unknown): unknown[] => {
  exiger(Array.isArray(valeur), "liste attendue");
  return valeur;
};

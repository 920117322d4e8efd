// Walking from mark to mark with the arrows: the nearest one on that side.

export interface Repere {
  rang: number;
  x: number;
  y: number;
}

const ECART = 2; // what is aside counts double: an arrow goes straight

export function suivant(reperes: Repere[], de: Repere | null, dx: number, dy: number): number | null {
  if (!de) return reperes[0]?.rang ?? null;
  let meilleur: number | null = null;
  let moindre = Infinity;
  for (const { rang, x, y } of reperes) {
    if (rang === de.rang) continue;
    const avant = (x - de.x) * dx + (y - de.y) * dy;
    const cote = Math.abs((x - de.x) * dy) + Math.abs((y - de.y) * dx);
    const loin = avant + ECART * cote;
    if (avant > 0 && cote <= 1.5 * avant && loin < moindre) [meilleur, moindre] = [rang, loin];
  }
  return meilleur;
}

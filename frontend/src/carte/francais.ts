// Numbers as the server's sentences say them: in letters up to ten.
const LETTRES = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"];

export const nombre = (n: number): string => LETTRES[n] ?? n.toLocaleString("fr-FR");

export function direAgissent(total: number): string {
  return total === 1 ? "un acteur y agit" : `${nombre(total)} acteurs y agissent`;
}

export const majuscule = (phrase: string): string => phrase.charAt(0).toUpperCase() + phrase.slice(1);

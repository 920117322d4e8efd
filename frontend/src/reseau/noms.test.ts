import { expect, test } from "vitest";

import { couper, HAUTEUR, type Marque, placerNoms, type Scene, seCroisent, traverse } from "./noms";

const mesurer = (texte: string): number => texte.length * 7;
const scene = (autres: Partial<Scene> = {}): Scene => ({ largeur: 400, hauteur: 200, mesurer, ...autres });
const marque = (nom: string, x: number, y: number): Marque => ({ nom, x, y, rayon: 8 });

test("un nom seul se tient à droite de sa marque", () => {
  const [nom] = placerNoms([marque("CCAS", 50, 50)], scene());
  expect(nom).toMatchObject({ lignes: ["CCAS"], ancre: "left", x: 61 });
});

test("au bord, il passe de l’autre côté", () => {
  const [nom] = placerNoms([marque("CCAS", 390, 50)], scene());
  expect(nom!.boite.droite).toBeLessThan(390);
});

test("un nom long tient sur plusieurs lignes, sans ses parenthèses", () => {
  expect(couper("Mobil’Lisaude (plateforme de mobilité solidaire)", mesurer)).toEqual(["Mobil’Lisaude"]);
  const lignes = couper("Fédération des centres sociaux et EVS de la Haute-Lisaude", mesurer);
  expect(lignes.length).toBeLessThanOrEqual(3);
  const [nom] = placerNoms([marque("Chambre d’agriculture de la Lisaude", 50, 50)], scene());
  expect(nom!.boite.bas - nom!.boite.haut).toBe(nom!.lignes.length * HAUTEUR);
});

test("aucun nom n’en couvre un autre, ni une marque, ni un titre", () => {
  const marques = Array.from({ length: 60 }, (_, i) => marque(`Structure numéro ${i}`, (i * 37) % 600, (i * 53) % 400));
  const titre = { gauche: 100, haut: 0, droite: 260, bas: 20 };
  const noms = placerNoms(marques, scene({ largeur: 600, hauteur: 400, pris: [titre] }));
  expect(noms.length).toBeGreaterThan(5);
  noms.forEach((un, i) => {
    expect(seCroisent(un.boite, titre)).toBe(false);
    for (const autre of noms.slice(i + 1)) expect(seCroisent(un.boite, autre.boite)).toBe(false);
    for (const { x, y } of marques) expect(seCroisent(un.boite, { gauche: x - 8, droite: x + 8, haut: y - 8, bas: y + 8 })).toBe(false);
  });
});

test("un nom évite de couvrir un trait sombre", () => {
  const [nom] = placerNoms([marque("CCAS", 200, 100)], scene({ segments: [[210, 100, 390, 100]] }));
  expect(nom!.ancre).toBe("center");
});

test("un trait traverse une boîte, ou passe à côté", () => {
  const boite = { gauche: 10, haut: 10, droite: 20, bas: 20 };
  expect(traverse([0, 0, 30, 30], boite)).toBe(true);
  expect(traverse([0, 18, 18, 36], boite)).toBe(false);
});

// What the server sends of a map, checked once at the door: a row that is not what is expected stops everything, and the
// server's own drawing stays.

import type * as GeoJSON from "geojson";

import { exiger, liste, nombre, texte } from "../verifier";

export type Forme = "cercle" | "carre" | "triangle" | "losange" | "hexagone";
export type Point = [number, number]; // longitude, latitude
export type Geometrie = GeoJSON.Polygon | GeoJSON.MultiPolygon;

export interface Sphere {
  code: string;
  nom: string;
  forme: Forme;
  lettre: string;
  trait: string;
}

export interface Commune {
  id: string;
  nom: string;
  total: number;
  sieges: number;
  adresse: string;
  parSphere: number[];
}

export interface Acteur {
  id: string;
  nom: string;
  sphere: number; // its place in `spheres`
  point: Point;
}

export interface Teinte {
  de: number;
  a: number;
  couleur: string;
}

export interface Donnees {
  spheres: Sphere[];
  teintes: Teinte[];
  communes: Commune[];
  acteurs: Acteur[];
}

export interface Contours {
  boite: [number, number, number, number] | null;
  communes: { id: string; nom: string; centre: Point | null; geometrie: Geometrie }[];
  perimetres: { lettre: string; nom: string; geometrie: Geometrie }[];
}

const FORMES: ReadonlySet<string> = new Set(["cercle", "carre", "triangle", "losange", "hexagone"]);
export const VERSION = 1;

const couleur = (valeur: unknown): string => {
  exiger(/^#[0-9a-f]{6}$/i.test(texte(valeur)), "couleur inconnue");
  return texte(valeur);
};

const point = (valeur: unknown): Point => {
  const [lon, lat] = liste(valeur);
  return [nombre(lon), nombre(lat)];
};

function table(recu: unknown): Record<string, unknown> {
  exiger(typeof recu === "object" && recu !== null, "objet attendu");
  exiger((recu as Record<string, unknown>)["version"] === VERSION, "version inconnue");
  return recu as Record<string, unknown>;
}

function lireSphere(ligne: unknown): Sphere {
  const [code, nom, forme, lettre, trait] = liste(ligne);
  exiger(FORMES.has(texte(forme)), "forme inconnue");
  return { code: texte(code), nom: texte(nom), forme: forme as Forme, lettre: texte(lettre), trait: couleur(trait) };
}

// Only a page of this site: a popup never leads elsewhere.
function lireAdresse(valeur: unknown): string {
  exiger(/^\/(?!\/)/.test(texte(valeur)), "adresse inconnue");
  return texte(valeur);
}

export function lireDonnees(recu: unknown): Donnees {
  const donnees = table(recu);
  const spheres = liste(donnees["spheres"]).map(lireSphere);
  const communes = liste(donnees["communes"]).map((ligne): Commune => {
    const [id, nom, total, sieges, adresse, par] = liste(ligne);
    const parSphere = liste(par).map(nombre);
    exiger(parSphere.length === spheres.length, "mondes manquants");
    return { id: texte(id), nom: texte(nom), total: nombre(total), sieges: nombre(sieges), adresse: lireAdresse(adresse), parSphere };
  });
  const acteurs = liste(donnees["acteurs"]).map((ligne): Acteur => {
    const [id, nom, sphere, lon, lat] = liste(ligne);
    exiger(spheres[nombre(sphere)] !== undefined, "monde inconnu");
    return { id: texte(id), nom: texte(nom), sphere: nombre(sphere), point: point([lon, lat]) };
  });
  const teintes = liste(donnees["teintes"]).map((ligne): Teinte => {
    const [de, a, teinte] = liste(ligne);
    return { de: nombre(de), a: nombre(a), couleur: couleur(teinte) };
  });
  return { spheres, teintes, communes, acteurs };
}

function lireGeometrie(valeur: unknown): Geometrie {
  exiger(typeof valeur === "object" && valeur !== null, "contour attendu");
  const { type, coordinates } = valeur as { type?: unknown; coordinates?: unknown };
  exiger((type === "Polygon" || type === "MultiPolygon") && Array.isArray(coordinates), "contour inconnu");
  return valeur as Geometrie;
}

export function lireContours(recu: unknown): Contours {
  const contours = table(recu);
  const boite = contours["boite"] === null ? null : (liste(contours["boite"]).map(nombre) as Contours["boite"]);
  exiger(boite === null || boite.length === 4, "cadre inconnu");
  const communes = liste(contours["communes"]).map((ligne) => {
    const [id, nom, centre, geometrie] = liste(ligne);
    return { id: texte(id), nom: texte(nom), centre: centre === null ? null : point(centre), geometrie: lireGeometrie(geometrie) };
  });
  const perimetres = liste(contours["perimetres"]).map((ligne) => {
    const [lettre, nom, geometrie] = liste(ligne);
    return { lettre: texte(lettre), nom: texte(nom), geometrie: lireGeometrie(geometrie) };
  });
  return { boite, communes, perimetres };
}

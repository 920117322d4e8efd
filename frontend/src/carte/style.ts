// The map as MapLibre wants it: sources and layers, nothing fetched but what a setting of the site allows.

import type * as GeoJSON from "geojson";
import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";

import type { Contours, Donnees } from "./donnees";

export interface Fond {
  tuiles: string;
  attribution: string;
}

export const ZOOM_AMAS = 12; // beyond, each stands at its own place; those of one place are listed when it is touched
// The ground is cut into few tiles: forty metres are finer than our contours, and each tile costs a drawing of everything.
const SOL = { type: "geojson", maxzoom: 7 } as const;
const NOMMEES = 150; // more communes than this are named when one comes nearer
const TIRETS = [[4.5, 2], [1, 2], [6, 1.5, 1, 1.5], [2.5, 1.5], [8, 2], [4, 1.5, 1, 1.5, 1, 1.5]];
type Collection = GeoJSON.FeatureCollection;

const collection = (features: GeoJSON.Feature[]): Collection => ({ type: "FeatureCollection", features });

export function placerActeurs(donnees: Donnees): Collection {
  return collection(
    donnees.acteurs.map(({ sphere, point }, rang) => ({
      type: "Feature",
      properties: { rang, sphere },
      geometry: { type: "Point", coordinates: point },
    })),
  );
}

export function placerCommunes(contours: Contours, donnees: Donnees): Collection {
  const totaux = new Map(donnees.communes.map((commune, rang) => [commune.id, { rang, total: commune.total }]));
  return collection(
    contours.communes.map(({ id, geometrie }) => ({ type: "Feature", properties: totaux.get(id) ?? { rang: -1, total: 0 }, geometry: geometrie })),
  );
}

// `ordre`: where two names meet, that of an empty commune stays, then that of the commune with most seats.
export function placerNoms(contours: Contours, donnees: Donnees): Collection {
  const ordres = new Map(donnees.communes.map(({ id, total, sieges }) => [id, total === 0 ? -1e6 : -sieges]));
  return collection(
    contours.communes.flatMap(({ id, nom, centre }) =>
      centre ? [{ type: "Feature", properties: { nom, ordre: ordres.get(id) ?? 0 }, geometry: { type: "Point", coordinates: centre } } as GeoJSON.Feature] : [],
    ),
  );
}

export function placerPerimetres(contours: Contours): Collection {
  return collection(
    contours.perimetres.map(({ lettre, geometrie }, rang) => ({ type: "Feature", properties: { lettre, tirets: rang % TIRETS.length }, geometry: geometrie })),
  );
}

// The letter of each outline, where it goes farthest its own way.
export function placerLettres(contours: Contours): Collection {
  return collection(
    contours.perimetres.map(({ lettre, geometrie }, rang) => {
      const angle = 0.8 - 1.3 * rang;
      const points = (geometrie.type === "Polygon" ? [geometrie.coordinates] : geometrie.coordinates).flatMap(([bord]) => bord ?? []);
      const loin = (point: GeoJSON.Position): number => point[0]! * Math.cos(angle) + point[1]! * Math.sin(angle);
      const coordinates = points.reduce((a, b) => (loin(b) > loin(a) ? b : a));
      return { type: "Feature", properties: { lettre }, geometry: { type: "Point", coordinates } };
    }),
  );
}

export function teinter({ teintes }: Donnees): DataDrivenPropertyValueSpecification<string> {
  const marches = teintes.flatMap(({ de, couleur }) => [de, couleur]);
  return (marches.length > 0 ? ["step", ["get", "total"], "#ffffff", ...marches] : "#ffffff") as DataDrivenPropertyValueSpecification<string>;
}

export function composerStyle(donnees: Donnees, contours: Contours, fond: Fond | null): StyleSpecification {
  return {
    version: 8,
    sources: {
      ...(fond ? { fond: { type: "raster", tiles: [fond.tuiles], tileSize: 256, attribution: fond.attribution, maxzoom: 18 } } : {}),
      communes: { ...SOL, data: placerCommunes(contours, donnees) },
      noms: { ...SOL, data: placerNoms(contours, donnees) },
      perimetres: { ...SOL, maxzoom: 9, tolerance: 1.5, data: placerPerimetres(contours) },
      lettres: { ...SOL, data: placerLettres(contours) },
      acteurs: {
        type: "geojson",
        data: placerActeurs(donnees),
        cluster: true,
        clusterMaxZoom: ZOOM_AMAS,
        clusterRadius: 46,
        clusterProperties: Object.fromEntries(donnees.spheres.map((_, rang) => [`s${rang}`, ["+", ["case", ["==", ["get", "sphere"], rang], 1, 0]]])),
      },
    },
    layers: [...couchesDuSol(donnees, fond !== null), ...couchesDesPerimetres(), ...couchesDesSignes(donnees, contours)],
  };
}

// Few kinds of layers: each kind is a program that the graphics card, or the processor in its place, must prepare.
function couchesDuSol(donnees: Donnees, fond: boolean): LayerSpecification[] {
  return [
    ...(fond ? [{ id: "fond", type: "raster", source: "fond", paint: { "raster-saturation": -0.5 } } as LayerSpecification] : []),
    { id: "communes", type: "fill", source: "communes", paint: { "fill-color": teinter(donnees), "fill-opacity": fond ? 0.6 : 1, "fill-outline-color": "#54625f" } },
    { id: "vides", type: "fill", source: "communes", filter: ["==", ["get", "total"], 0], paint: { "fill-pattern": "vide", "fill-antialias": false } },
    { id: "choisie", type: "line", source: "communes", filter: ["==", ["get", "rang"], -2], paint: { "line-color": "#0e6b62", "line-width": 3 } },
  ];
}

function couchesDesPerimetres(): LayerSpecification[] {
  const lignes = TIRETS.map(
    (tirets, rang): LayerSpecification => ({
      id: `perimetre-${rang}`,
      type: "line",
      source: "perimetres",
      filter: ["==", ["get", "tirets"], rang],
      layout: { "line-join": "round" },
      paint: { "line-color": "#1d2b2a", "line-width": 2.2, "line-dasharray": tirets, "line-offset": 1 + 2.6 * rang },
    }),
  );
  const dessous: LayerSpecification = { id: "perimetres", type: "line", source: "perimetres", paint: { "line-color": "#ffffff", "line-width": 4, "line-opacity": 0.7 } };
  return [dessous, ...lignes];
}

function couchesDesSignes({ spheres }: Donnees, { communes }: Contours): LayerSpecification[] {
  const presents = spheres.map((_, rang) => ["case", [">", ["get", `s${rang}`], 0], "1", "0"]);
  const amas = ["concat", "amas|", ["to-string", ["get", "point_count"]], "|", ...presents] as unknown as ExpressionSpecification;
  return [
    { id: "noms", type: "symbol", source: "noms", minzoom: communes.length > NOMMEES ? 9.5 : 0, layout: { "icon-image": ["concat", "nom|", ["get", "nom"]], "symbol-sort-key": ["get", "ordre"], "icon-anchor": "top", "icon-offset": [0, 23], "icon-padding": 1 } },
    { id: "lettres", type: "symbol", source: "lettres", layout: { "icon-image": ["concat", "lettre|", ["get", "lettre"]], "icon-allow-overlap": true } },
    { id: "acteurs", type: "symbol", source: "acteurs", filter: ["!", ["has", "point_count"]], layout: { "icon-image": ["concat", "monde|", ["to-string", ["get", "sphere"]]], "icon-allow-overlap": true } },
    { id: "amas", type: "symbol", source: "acteurs", filter: ["has", "point_count"], layout: { "icon-image": amas, "icon-allow-overlap": true, "icon-padding": 0 } },
  ];
}

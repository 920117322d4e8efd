// The living map: MapLibre on our own contours, actors by the shape of their world, gathered when they are many.

import type * as GeoJSON from "geojson";
import "./scene.css";
import { Map as Carte, type GeoJSONSource, type MapGeoJSONFeature, NavigationControl, Popup, prewarm, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";

import { direActeurs, direCommune } from "./bulle";
import type { Contours, Donnees, Point } from "./donnees";
import { dessiner, NETTETE } from "./signes";
import { composerStyle, type Fond, placerActeurs, placerCommunes, placerLettres, placerNoms, placerPerimetres, teinter, ZOOM_AMAS } from "./style";

setWorkerUrl(workerUrl);
prewarm(); // the worker starts while the data come

const MARGE = 12;
const LISTES = 8; // a bunch of so few is read at once, without coming nearer
const MOTS = {
  "Map.Title": "Carte à parcourir. Le tableau dit la même chose.",
  "NavigationControl.ZoomIn": "Agrandir",
  "NavigationControl.ZoomOut": "Réduire",
  "Popup.Close": "Fermer",
  "AttributionControl.ToggleAttribution": "Montrer les sources du fond",
};

export interface Scene {
  montrer(donnees: Donnees): void;
  entourer(contours: Contours): void;
  viser(commune: string): void;
  toutVoir(): void;
}

export interface Attentes {
  fiches: string;
  fond: Fond | null;
  auPret(): void;
}

export function ouvrirScene(toile: HTMLElement, premieres: Donnees, contours: Contours, attentes: Attentes): Scene {
  let donnees = premieres;
  let sol = contours;
  const carte = new Carte({
    container: toile,
    style: composerStyle(donnees, sol, attentes.fond),
    ...(sol.boite ? { bounds: sol.boite } : {}),
    fitBoundsOptions: { padding: MARGE },
    maxZoom: 17,
    fadeDuration: 0,
    attributionControl: attentes.fond ? { compact: false } : false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    locale: MOTS,
  });
  carte.touchZoomRotate.disableRotation();
  carte.keyboard.disableRotation();
  carte.addControl(new NavigationControl({ showCompass: false }), "top-right");
  carte.setMissingStyleImageResolver((nom) => {
    const image = carte.hasImage(nom) ? null : dessiner(nom, donnees.spheres);
    if (image) carte.addImage(nom, image, { pixelRatio: NETTETE });
  });
  carte.once("idle", () => attentes.auPret());

  let bulle: Popup | null = null;
  const fermer = (): void => {
    bulle?.remove();
    bulle = null;
  };
  const ouvrir = (ou: Point, dit: HTMLElement): void => {
    fermer();
    bulle = new Popup({ maxWidth: "300px", closeButton: true }).setLngLat(ou).setDOMContent(dit).addTo(carte);
    bulle.on("close", () => carte.setFilter("choisie", ["==", ["get", "rang"], -2]));
  };
  const source = (nom: string): GeoJSONSource => carte.getSource(nom) as GeoJSONSource;

  async function approcher(amas: MapGeoJSONFeature, ou: Point): Promise<void> {
    const id = Number(amas.properties["cluster_id"]);
    const combien = Number(amas.properties["point_count"]);
    const niveau = await source("acteurs").getClusterExpansionZoom(id);
    if (niveau <= ZOOM_AMAS && combien > LISTES) return void carte.easeTo({ center: ou, zoom: niveau });
    const dedans = await source("acteurs").getClusterLeaves(id, 12, 0);
    const acteurs = dedans.map((un) => donnees.acteurs[Number(un.properties?.["rang"])]!);
    ouvrir(ou, direActeurs(donnees, acteurs, combien, attentes.fiches));
  }

  function direUneCommune(rang: number, ou: Point): void {
    const commune = donnees.communes[rang];
    if (!commune) return;
    ouvrir(ou, direCommune(donnees, commune));
    carte.setFilter("choisie", ["==", ["get", "rang"], rang]);
  }

  function toucher(ou: { x: number; y: number }, la: Point): void {
    const dessous = carte.queryRenderedFeatures([ou.x, ou.y], { layers: ["amas", "acteurs", "communes"] });
    const [premier] = dessous;
    if (!premier) return fermer();
    if (premier.layer.id === "communes") return direUneCommune(Number(premier.properties["rang"]), la);
    const point = (premier.geometry as GeoJSON.Point).coordinates as Point;
    if (premier.layer.id === "amas") return void approcher(premier, point);
    const rangs = new Set(dessous.filter(({ layer }) => layer.id === "acteurs").map(({ properties }) => Number(properties["rang"])));
    const acteurs = [...rangs].flatMap((rang) => donnees.acteurs[rang] ?? []);
    ouvrir(point, direActeurs(donnees, acteurs, acteurs.length, attentes.fiches));
  }

  carte.on("click", ({ point, lngLat }) => toucher(point, [lngLat.lng, lngLat.lat]));
  for (const couche of ["amas", "acteurs", "communes"]) {
    carte.on("mouseenter", couche, () => (carte.getCanvas().style.cursor = "pointer"));
    carte.on("mouseleave", couche, () => (carte.getCanvas().style.cursor = ""));
  }
  // Enter opens what stands in the middle; Escape closes it, and gives the keyboard back to the map.
  toile.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && bulle) {
      fermer();
      carte.getCanvas().focus();
    }
    if (event.key === "Enter" && event.target === carte.getCanvas()) {
      const { lng, lat } = carte.getCenter();
      carte.once("idle", () => toucher(carte.project([lng, lat]), [lng, lat])); // what is drawn there, once it is
      carte.triggerRepaint();
    }
  });

  const toutVoir = (): void => {
    if (sol.boite) carte.fitBounds(sol.boite, { padding: MARGE });
  };
  return {
    montrer(nouvelles) {
      donnees = nouvelles;
      fermer();
      source("acteurs").setData(placerActeurs(donnees));
      source("communes").setData(placerCommunes(sol, donnees));
      source("noms").setData(placerNoms(sol, donnees));
      carte.setPaintProperty("communes", "fill-color", teinter(donnees));
    },
    entourer(nouveaux) {
      sol = nouveaux;
      source("perimetres").setData(placerPerimetres(sol));
      source("lettres").setData(placerLettres(sol));
    },
    viser(id) {
      const rang = donnees.communes.findIndex((commune) => commune.id === id);
      const centre = sol.communes.find((commune) => commune.id === id)?.centre;
      if (rang < 0 || !centre) return;
      carte.easeTo({ center: centre, zoom: Math.max(carte.getZoom(), 10) });
      direUneCommune(rang, centre);
    },
    toutVoir,
  };
}

// The living map: MapLibre on our own contours, actors by the shape of their world, gathered when they are many.

import "./scene.css";
import { Map as Carte, type GeoJSONSource, NavigationControl, prewarm, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";

import type { Contours, Donnees } from "./donnees";
import { dessiner, NETTETE } from "./signes";
import { composerStyle, type Fond, placerActeurs, placerCommunes, placerLettres, placerNoms, placerPerimetres, teinter } from "./style";
import { attacherToucher, Bulles } from "./toucher";

setWorkerUrl(workerUrl);
prewarm(); // the worker starts while the data come

const MARGE = 12;
const PRES = 10; // a commune chosen by name is seen from no farther
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
  viser(commune: string): void; // none: the whole again
}

export interface Attentes {
  fiches: string;
  fond: Fond | null;
  auPret(): void;
}

function creerCarte(toile: HTMLElement, donnees: Donnees, contours: Contours, fond: Fond | null): Carte {
  const carte = new Carte({
    container: toile,
    style: composerStyle(donnees, contours, fond),
    ...(contours.boite ? { bounds: contours.boite } : {}),
    fitBoundsOptions: { padding: MARGE },
    maxZoom: 17,
    fadeDuration: 0,
    attributionControl: fond ? { compact: false } : false,
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
  return carte;
}

export function ouvrirScene(toile: HTMLElement, premieres: Donnees, premiers: Contours, attentes: Attentes): Scene {
  let contours = premiers;
  const carte = creerCarte(toile, premieres, premiers, attentes.fond);
  carte.once("idle", () => attentes.auPret());
  const bulles = new Bulles(carte, attentes.fiches, premieres);
  attacherToucher(carte, toile, bulles);
  const source = (nom: string): GeoJSONSource => carte.getSource(nom) as GeoJSONSource;
  return {
    montrer(donnees) {
      bulles.fermer();
      bulles.donnees = donnees;
      source("acteurs").setData(placerActeurs(donnees));
      source("communes").setData(placerCommunes(contours, donnees));
      source("noms").setData(placerNoms(contours, donnees));
      carte.setPaintProperty("communes", "fill-color", teinter(donnees));
    },
    entourer(nouveaux) {
      contours = nouveaux;
      source("perimetres").setData(placerPerimetres(contours));
      source("lettres").setData(placerLettres(contours));
    },
    viser(id) {
      if (id === "" && contours.boite) {
        bulles.fermer();
        carte.fitBounds(contours.boite, { padding: MARGE });
      }
      const rang = bulles.donnees.communes.findIndex((commune) => commune.id === id);
      const centre = contours.communes.find((commune) => commune.id === id)?.centre;
      if (rang < 0 || !centre) return;
      carte.easeTo({ center: centre, zoom: Math.max(carte.getZoom(), PRES) });
      bulles.direCommune(rang, centre);
    },
  };
}

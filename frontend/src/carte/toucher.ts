// What a touch, a click or Enter opens on the living map: a commune, the actors of one place, or a bunch to come nearer to.

import type * as GeoJSON from "geojson";
import { type Map as Carte, type GeoJSONSource, type MapGeoJSONFeature, Popup } from "maplibre-gl";

import { direActeurs, direCommune } from "./bulle";
import type { Donnees, Point } from "./donnees";
import { ZOOM_AMAS } from "./style";

const LISTES = 8; // a bunch of so few is read at once, without coming nearer
const TOUCHEES = ["amas", "acteurs", "communes"];

export class Bulles {
  private ouverte: Popup | null = null;

  constructor(
    private readonly carte: Carte,
    private readonly fiches: string,
    public donnees: Donnees,
  ) {}

  fermer(): boolean {
    const etait = this.ouverte !== null;
    this.ouverte?.remove();
    this.ouverte = null;
    return etait;
  }

  direCommune(rang: number, ou: Point): void {
    const commune = this.donnees.communes[rang];
    if (!commune) return;
    this.ouvrir(ou, direCommune(this.donnees, commune));
    this.carte.setFilter("choisie", ["==", ["get", "rang"], rang]);
  }

  toucher(ou: { x: number; y: number }, la: Point): void {
    const dessous = this.carte.queryRenderedFeatures([ou.x, ou.y], { layers: TOUCHEES });
    const [premier] = dessous;
    if (!premier) return void this.fermer();
    if (premier.layer.id === "communes") return this.direCommune(Number(premier.properties["rang"]), la);
    const point = (premier.geometry as GeoJSON.Point).coordinates as Point;
    if (premier.layer.id === "amas") return void this.approcher(premier, point);
    const rangs = new Set(dessous.filter(({ layer }) => layer.id === "acteurs").map(({ properties }) => Number(properties["rang"])));
    const acteurs = [...rangs].flatMap((rang) => this.donnees.acteurs[rang] ?? []);
    this.ouvrir(point, direActeurs(this.donnees, acteurs, acteurs.length, this.fiches));
  }

  private ouvrir(ou: Point, dit: HTMLElement): void {
    this.fermer();
    this.ouverte = new Popup({ maxWidth: "300px", closeButton: true }).setLngLat(ou).setDOMContent(dit).addTo(this.carte);
    this.ouverte.on("close", () => this.carte.setFilter("choisie", ["==", ["get", "rang"], -2]));
  }

  private async approcher(amas: MapGeoJSONFeature, ou: Point): Promise<void> {
    const source = this.carte.getSource("acteurs") as GeoJSONSource;
    const id = Number(amas.properties["cluster_id"]);
    const combien = Number(amas.properties["point_count"]);
    const niveau = await source.getClusterExpansionZoom(id);
    if (niveau <= ZOOM_AMAS && combien > LISTES) return void this.carte.easeTo({ center: ou, zoom: niveau });
    const dedans = await source.getClusterLeaves(id, 12, 0);
    const acteurs = dedans.flatMap((un) => this.donnees.acteurs[Number(un.properties?.["rang"])] ?? []);
    this.ouvrir(ou, direActeurs(this.donnees, acteurs, combien, this.fiches));
  }
}

export function attacherToucher(carte: Carte, toile: HTMLElement, bulles: Bulles): void {
  carte.on("click", ({ point, lngLat }) => bulles.toucher(point, [lngLat.lng, lngLat.lat]));
  for (const couche of TOUCHEES) {
    carte.on("mouseenter", couche, () => (carte.getCanvas().style.cursor = "pointer"));
    carte.on("mouseleave", couche, () => (carte.getCanvas().style.cursor = ""));
  }
  // Enter opens what stands in the middle; Escape closes it, and gives the keyboard back to the map.
  toile.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && bulles.fermer()) carte.getCanvas().focus();
    if (event.key === "Enter" && event.target === carte.getCanvas()) {
      const { lng, lat } = carte.getCenter();
      carte.once("idle", () => bulles.toucher(carte.project([lng, lat]), [lng, lat])); // what is drawn there, once it is
      carte.triggerRepaint();
    }
  });
}

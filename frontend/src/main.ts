// Entry of every page. A behaviour wakes on the HTML that carries its attribute; heavy ones are fetched only then.
import "./styles/site.css";

import { attacherCopier } from "./comportements/copier";
import { attacherDoublons } from "./comportements/doublons";
import { attacherEnvoiUnique } from "./comportements/envoi-unique";
import { attacherPasskey } from "./comportements/passkey";
import { attacherRecherche } from "./comportements/recherche";
import { attacherSaisie, oublierEnvoyees } from "./comportements/saisie";
import { attacherSuivi } from "./comportements/suivi";
import { attacherTiroir } from "./comportements/tiroir";

type Comportement = (element: HTMLElement) => unknown;

const COMPORTEMENTS: Record<string, Comportement> = {
  "details[data-tiroir]": attacherTiroir as Comportement,
  "form[data-passkey]": attacherPasskey as Comportement,
  "form[data-recherche]": attacherRecherche as Comportement,
  "form[data-saisie]": attacherSaisie as Comportement,
  "form[method=post]": attacherEnvoiUnique as Comportement,
  "button[data-copier]": attacherCopier as Comportement,
  "[data-doublons]": attacherDoublons,
  "[data-suivi]": attacherSuivi as Comportement,
};

oublierEnvoyees(document.body.hasAttribute("data-entree"));
for (const [selecteur, attacher] of Object.entries(COMPORTEMENTS)) {
  document.querySelectorAll<HTMLElement>(selecteur).forEach((element) => attacher(element));
}

const reseau = document.querySelector<HTMLElement>("[data-reseau]");
if (reseau) void import("./reseau/reseau").then(({ attacherReseau }) => attacherReseau(reseau));

const carte = document.querySelector<HTMLElement>("[data-carte]");
if (carte) void import("./carte/carte").then(({ attacherCarte }) => attacherCarte(carte));

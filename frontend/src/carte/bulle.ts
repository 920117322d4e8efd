// What a popup says: real links and words, in the order they are read.

import type { Acteur, Commune, Donnees } from "./donnees";
import { direAgissent, majuscule, nombre } from "./francais";

const MONTRES = 12;

function element(nom: string, texte = "", classe = ""): HTMLElement {
  const cree = document.createElement(nom);
  cree.textContent = texte;
  if (classe) cree.className = classe;
  return cree;
}

function lien(texte: string, adresse: string): HTMLElement {
  const cree = element("a", texte);
  cree.setAttribute("href", adresse);
  return cree;
}

export function direActeurs(donnees: Donnees, acteurs: Acteur[], combien: number, fiches: string): HTMLElement {
  const bulle = element("div", "", "carto-bulle");
  if (combien > 1) bulle.append(element("p", `${majuscule(nombre(combien))} acteurs ont leur siège ici.`));
  const noms = element("ul");
  for (const acteur of acteurs.slice(0, MONTRES)) {
    const ligne = element("li");
    ligne.append(lien(acteur.nom, `${fiches}${acteur.id}/`), element("span", `, ${donnees.spheres[acteur.sphere]!.nom.toLowerCase()}`, "doux"));
    noms.append(ligne);
  }
  bulle.append(noms);
  if (combien > MONTRES) bulle.append(element("p", `Et ${nombre(combien - MONTRES)} autres : ouvrez la liste de la commune.`, "doux"));
  return bulle;
}

export function direCommune(donnees: Donnees, commune: Commune): HTMLElement {
  const bulle = element("div", "", "carto-bulle");
  bulle.append(element("p", commune.nom, "nom"));
  if (commune.total === 0) {
    bulle.append(element("p", "Personne n’y agit ici : un vide de la carte, pas une faute."));
    return bulle;
  }
  const sieges = commune.sieges === 0 ? "aucun n’y a son siège" : commune.sieges === 1 ? "un y a son siège" : `${nombre(commune.sieges)} y ont leur siège`;
  bulle.append(element("p", `${majuscule(direAgissent(commune.total))} ; ${sieges}.`));
  const mondes = element("ul");
  commune.parSphere.forEach((combien, rang) => {
    if (combien > 0) mondes.append(element("li", `${donnees.spheres[rang]!.nom} : ${combien}`));
  });
  bulle.append(mondes, lien("Voir qui agit ici", commune.adresse));
  return bulle;
}

// <form data-saisie>: what is half typed is kept in this tab, the reader is warned before leaving, and after an expired
// session it is put back. Nothing leaves the browser; passwords, files and hidden fields are never kept.

const PREFIXE = "saisie:";

type Champ = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

interface Saisie {
  envoyee: boolean;
  valeurs: [string, string][];
}

const cle = (): string => PREFIXE + location.pathname;

export function lireSaisie(nom: string): Saisie | null {
  const brut = sessionStorage.getItem(nom);
  if (brut === null) return null;
  try {
    const lu: unknown = JSON.parse(brut);
    return estSaisie(lu) ? lu : null;
  } catch {
    return null;
  }
}

function estSaisie(lu: unknown): lu is Saisie {
  return typeof lu === "object" && lu !== null && "valeurs" in lu && Array.isArray(lu.valeurs) && "envoyee" in lu;
}

function champsGardes(form: HTMLFormElement): Champ[] {
  const champs = [...form.querySelectorAll<Champ>("input[name], select[name], textarea[name]")];
  return champs.filter((champ) => !["hidden", "password", "file", "submit"].includes(champ.type));
}

function valeurs(form: HTMLFormElement): [string, string][] {
  return champsGardes(form).flatMap((champ): [string, string][] => {
    if (estCoche(champ)) return champ.checked ? [[champ.name, champ.value]] : [];
    if (champ instanceof HTMLSelectElement)
      return [...champ.options].filter((option) => option.selected).map((option) => [champ.name, option.value]);
    return [[champ.name, champ.value]];
  });
}

function estCoche(champ: Champ): champ is HTMLInputElement {
  return champ instanceof HTMLInputElement && ["checkbox", "radio"].includes(champ.type);
}

export function remettre(form: HTMLFormElement, gardees: [string, string][]): void {
  const restantes = gardees.map(([nom, valeur]) => ({ nom, valeur }));
  const tient = (nom: string, valeur: string): boolean => restantes.some((r) => r.nom === nom && r.valeur === valeur);
  for (const champ of champsGardes(form)) {
    if (estCoche(champ)) champ.checked = tient(champ.name, champ.value);
    else if (champ instanceof HTMLSelectElement)
      for (const option of champ.options) option.selected = tient(champ.name, option.value);
    else {
      const rang = restantes.findIndex((r) => r.nom === champ.name);
      if (rang >= 0) champ.value = restantes.splice(rang, 1)[0]!.valeur;
    }
  }
}

// Once a form that was sent has led to another page, what was kept of it is of no more use; sign-in pages are on the way.
export function oublierEnvoyees(surConnexion: boolean): void {
  if (surConnexion) return;
  for (const nom of Object.keys(sessionStorage)) {
    if (nom.startsWith(PREFIXE) && nom !== cle() && lireSaisie(nom)?.envoyee !== false) sessionStorage.removeItem(nom);
  }
}

export function attacherSaisie(form: HTMLFormElement): void {
  const depart = JSON.stringify(valeurs(form));
  const nom = cle();
  const gardee = lireSaisie(nom);
  const changee = (): boolean => JSON.stringify(valeurs(form)) !== depart;
  let envoyee = false;

  if (gardee && !form.querySelector("[aria-invalid=true]") && JSON.stringify(gardee.valeurs) !== depart) {
    remettre(form, gardee.valeurs);
    annoncer(form, () => {
      form.reset();
      sessionStorage.removeItem(nom);
    });
  }
  const garder = (): void => {
    if (changee()) sessionStorage.setItem(nom, JSON.stringify({ envoyee, valeurs: valeurs(form) } satisfies Saisie));
    else sessionStorage.removeItem(nom);
  };
  form.addEventListener("input", garder);
  form.addEventListener("change", garder);
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    envoyee = true;
    garder();
  });
  window.addEventListener("beforeunload", (event) => {
    if (form.isConnected && !envoyee && changee()) event.preventDefault();
  });
  window.addEventListener("pageshow", () => {
    envoyee = false;
  });
}

function annoncer(form: HTMLFormElement, effacer: () => void): void {
  const avis = document.createElement("div");
  avis.className = "alerte";
  avis.setAttribute("role", "status");
  avis.innerHTML = `<p>Nous avons remis ce que vous aviez saisi avant de quitter cette page.</p>
    <button type="button" class="bouton discret">Repartir de ce qui est enregistré</button>`;
  avis.querySelector("button")!.addEventListener("click", () => {
    effacer();
    avis.remove();
  });
  form.prepend(avis);
}

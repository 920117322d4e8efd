// <div data-doublons="/address?fragment=doublons" aria-live="polite"></div> inside a form that holds « nom »: what is typed
// is compared with what is already there, and the server's answer is shown while one still types. Without this script,
// the same is asked when the form is sent.

const PAUSE = 350;
const CHAMPS = ["nom", "sigle", "commune"];
const NOM_MIN = 3;

export function lireAdresse(zone: HTMLElement, formulaire: HTMLFormElement): string | null {
  const saisie = new FormData(formulaire);
  const valeurs = CHAMPS.map((champ): [string, string] => [champ, String(saisie.get(champ) ?? "").trim()]);
  if ((valeurs[0]?.[1].length ?? 0) < NOM_MIN) return null;
  return `${zone.dataset["doublons"] ?? ""}&${new URLSearchParams(valeurs).toString()}`;
}

// An answer that fails says nothing: the form, once sent, asks again.
export async function montrerDoublons(zone: HTMLElement, adresse: string, signal: AbortSignal): Promise<void> {
  try {
    const reponse = await fetch(adresse, { signal });
    if (reponse.ok && !reponse.redirected) zone.innerHTML = await reponse.text();
  } catch {
    // Replaced by a later question, or no network.
  }
}

export function attacherDoublons(zone: HTMLElement): void {
  const formulaire = zone.closest("form");
  if (!formulaire) return;
  let attente = 0;
  let question = new AbortController();
  formulaire.addEventListener("input", (evenement) => {
    if (!CHAMPS.includes((evenement.target as HTMLInputElement).name)) return;
    window.clearTimeout(attente);
    question.abort();
    attente = window.setTimeout(() => {
      question = new AbortController();
      const adresse = lireAdresse(zone, formulaire);
      if (adresse === null) zone.replaceChildren();
      else void montrerDoublons(zone, adresse, question.signal);
    }, PAUSE);
  });
}

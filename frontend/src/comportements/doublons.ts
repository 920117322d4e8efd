// <form>… <input name="nom"> <div data-doublons="/address?fragment=doublons" aria-live="polite"></div> …</form>: while a name
// is being typed, what looks like it is shown there. The server answers with HTML; it asks again when the form is sent.

const PAUSE = 400;
const CHAMPS = ["nom", "sigle", "commune"];

export async function montrerDoublons(place: HTMLElement, form: HTMLFormElement): Promise<void> {
  const adresse = new URL(place.dataset["doublons"] ?? "", window.location.href);
  const saisie = new FormData(form);
  for (const nom of CHAMPS) adresse.searchParams.set(nom, String(saisie.get(nom) ?? ""));
  place.dataset["demande"] = adresse.search;
  try {
    const reponse = await fetch(adresse);
    if (!reponse.ok || reponse.redirected) return; // signed out: the form will say so when it is sent
    const html = (await reponse.text()).trim();
    if (place.dataset["demande"] !== adresse.search) return; // more was typed meanwhile
    if (place.innerHTML !== html) place.innerHTML = html; // the same answer is not read aloud again
  } catch {
    return; // no network: the server asks the same question when the form is sent
  }
}

export function attacherDoublons(place: HTMLElement): void {
  const form = place.closest("form");
  if (!form) return;
  let attente = 0;
  form.addEventListener("input", (event) => {
    if (!CHAMPS.includes((event.target as HTMLInputElement).name)) return;
    window.clearTimeout(attente);
    attente = window.setTimeout(() => void montrerDoublons(place, form), PAUSE);
  });
}

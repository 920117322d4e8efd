// <form data-passkey="creer | utiliser" data-options="…json…"> (or data-options-adresse="/…"): the browser's passkey dialog
// fills the hidden field « credential », then the form is sent. Without JavaScript or passkeys the form stays hidden.
import { creer, utiliser, type OptionsCreation, type OptionsUsage } from "./webauthn";

const REFUS = "La clé d’accès n’a pas été utilisée. Rien n’a changé : recommencez, ou demandez un code par courriel.";

async function lireOptions(form: HTMLFormElement): Promise<unknown> {
  const ici = form.dataset["options"];
  if (ici) return JSON.parse(ici);
  const reponse = await fetch(form.dataset["optionsAdresse"] ?? "", { headers: { Accept: "application/json" } });
  if (!reponse.ok) throw new Error(`options : ${reponse.status}`);
  return ((await reponse.json()) as { request_options: unknown }).request_options;
}

async function demander(form: HTMLFormElement): Promise<unknown> {
  const options = await lireOptions(form);
  return form.dataset["passkey"] === "creer" ? creer(options as OptionsCreation) : utiliser(options as OptionsUsage);
}

export async function envoyerPasskey(form: HTMLFormElement, ceremonie = demander): Promise<void> {
  const champ = form.querySelector<HTMLInputElement>("input[name=credential]");
  const avis = form.querySelector<HTMLElement>("[data-avis]");
  if (!champ) return;
  try {
    champ.value = JSON.stringify(await ceremonie(form));
    form.submit();
  } catch {
    if (avis) avis.textContent = REFUS;
  }
}

export function attacherPasskey(form: HTMLFormElement): void {
  if (!("PublicKeyCredential" in window)) return;
  form.closest<HTMLElement>("[data-si-passkey]")?.removeAttribute("hidden");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void envoyerPasskey(form);
  });
}

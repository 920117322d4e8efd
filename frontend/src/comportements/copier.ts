// <button data-copier="id-of-a-field" data-fait="Copié"> copies what the field holds and says so.

export async function copierChamp(bouton: HTMLElement): Promise<void> {
  const champ = document.getElementById(bouton.dataset["copier"] ?? "");
  if (!(champ instanceof HTMLTextAreaElement || champ instanceof HTMLInputElement)) return;
  await navigator.clipboard.writeText(champ.value);
  bouton.textContent = bouton.dataset["fait"] ?? "Copié";
}

export function attacherCopier(bouton: HTMLElement): void {
  if (!("clipboard" in navigator)) return; // the field can still be selected by hand
  bouton.hidden = false;
  bouton.addEventListener("click", () => void copierChamp(bouton));
}

// <details data-tiroir>: a menu that closes on Escape (focus goes back to it), on a click outside, or when another opens.

export function attacherTiroir(tiroir: HTMLDetailsElement): void {
  const fermer = (): void => {
    tiroir.open = false;
  };
  document.addEventListener("click", (event) => {
    if (tiroir.open && !tiroir.contains(event.target as Node)) fermer();
  });
  tiroir.addEventListener("focusout", (event) => {
    if (event.relatedTarget !== null && !tiroir.contains(event.relatedTarget as Node)) fermer();
  });
  tiroir.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !tiroir.open) return;
    fermer();
    tiroir.querySelector("summary")?.focus();
  });
}

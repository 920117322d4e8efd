import { expect, test, vi } from "vitest";

import { copierChamp } from "./copier";

test("copie le texte du champ et le dit", async () => {
  document.body.innerHTML = `<textarea id="t">Ce que j’ai écrit</textarea><button data-copier="t" data-fait="Copié">Copier</button>`;
  const ecrit = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  const bouton = document.querySelector("button")!;
  await copierChamp(bouton);
  expect(ecrit).toHaveBeenCalledWith("Ce que j’ai écrit");
  expect(bouton.textContent).toBe("Copié");
});

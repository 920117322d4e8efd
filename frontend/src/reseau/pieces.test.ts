import { expect, test, vi } from "vitest";

import { attacherClavier, monter } from "./pieces";
import type { Scene } from "./scene";

const inventer = (): Scene =>
  Object.fromEntries(
    ["montrer", "choisir", "viser", "ouvrir", "sortir", "zoomer", "toutVoir", "detruire"].map((nom) => [nom, vi.fn()]),
  ) as unknown as Scene;

const presser = (ou: HTMLElement, key: string, autres = {}): KeyboardEvent => {
  const event = new KeyboardEvent("keydown", { key, cancelable: true, bubbles: true, ...autres });
  ou.dispatchEvent(event);
  return event;
};

test("les flèches parcourent, Entrée ouvre, Échap sort", () => {
  const [scene, pieces] = [inventer(), monter(document.createElement("div"))];
  attacherClavier(pieces, scene);
  expect(presser(pieces.toile, "ArrowRight").defaultPrevented).toBe(true);
  presser(pieces.toile, "Enter");
  presser(pieces.toile, "Escape");
  presser(pieces.toile, "0");
  expect(scene.viser).toHaveBeenCalledWith(1, 0);
  for (const geste of [scene.ouvrir, scene.sortir, scene.toutVoir]) expect(geste).toHaveBeenCalledOnce();
});

test("les raccourcis du navigateur lui restent", () => {
  const [scene, pieces] = [inventer(), monter(document.createElement("div"))];
  attacherClavier(pieces, scene);
  expect(presser(pieces.toile, "0", { ctrlKey: true }).defaultPrevented).toBe(false);
  expect(presser(pieces.toile, "Tab").defaultPrevented).toBe(false);
  expect(scene.toutVoir).not.toHaveBeenCalled();
});

test("le dessin dit ce qu’il est et comment on le parcourt", () => {
  const cadre = document.createElement("div");
  const { toile } = monter(cadre);
  expect(toile.getAttribute("aria-label")).toContain("Le tableau dit la même chose");
  expect(cadre.querySelector(`#${toile.getAttribute("aria-describedby")}`)!.textContent).toContain("Entrée");
});

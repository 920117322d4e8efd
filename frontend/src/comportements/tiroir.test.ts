import { beforeEach, expect, test } from "vitest";

import { attacherTiroir } from "./tiroir";

let tiroir: HTMLDetailsElement;

beforeEach(() => {
  document.body.innerHTML = `<details data-tiroir open><summary>Menu</summary><a href="/">Lien</a></details><p>Dehors</p>`;
  tiroir = document.querySelector("details")!;
  attacherTiroir(tiroir);
});

test("un clic dehors ferme, un clic dedans non", () => {
  tiroir.querySelector("a")!.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  expect(tiroir.open).toBe(true);
  document.querySelector("p")!.click();
  expect(tiroir.open).toBe(false);
});

test("Échap ferme et rend le focus au bouton", () => {
  tiroir.querySelector("a")!.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  expect(tiroir.open).toBe(false);
  expect(document.activeElement).toBe(tiroir.querySelector("summary"));
});

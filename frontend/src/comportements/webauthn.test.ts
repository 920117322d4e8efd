import { expect, test } from "vitest";

import { versBase64url, versOctets } from "./webauthn";

test.each([
  ["", []],
  ["_-8", [255, 239]],
  ["AAECAw", [0, 1, 2, 3]],
])("%s ↔ octets", (texte, octets) => {
  expect([...versOctets(texte)]).toEqual(octets);
  expect(versBase64url(Uint8Array.from(octets).buffer)).toBe(texte);
});

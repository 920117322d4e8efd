import { expect, test } from "vitest";

import type { Forme } from "./donnees";
import { tracer } from "./signes";

function suivre(forme: Forme): [number, number][] {
  const points: [number, number][] = [];
  const noter = (x: number, y: number): void => void points.push([Math.round(x), Math.round(y)]);
  tracer({ beginPath: () => undefined, arc: noter, moveTo: noter, lineTo: noter, closePath: () => undefined }, forme, 0, 0, 100);
  return points;
}

test.each<[Forme, [number, number][]]>([
  ["cercle", [[0, 0]]],
  ["carre", [[90, -90], [90, 90], [-90, 90], [-90, -90]]],
  ["triangle", [[0, -138], [120, 69], [-120, 69]]],
  ["losange", [[0, -125], [125, 0], [0, 125], [-125, 0]]],
])("le %s a ses sommets", (forme, sommets) => {
  expect(suivre(forme).map(([x, y]) => [x + 0, y + 0])).toEqual(sommets);
});

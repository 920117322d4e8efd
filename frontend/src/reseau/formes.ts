// One small WebGL program per shape: a world is told by its shape and its letter, never by its colour alone.

import { NodeCircleProgram, type NodeProgramType } from "sigma/rendering";

import type { Forme } from "./donnees";

// Signed distance to the edge of a shape held in a circle of radius 1, y upwards.
const DISTANCES: Record<Forme, string> = {
  cercle: "length(p) - 1.0",
  carre: "max(abs(p.x), abs(p.y)) - 0.7071",
  losange: "(abs(p.x) + abs(p.y) - 1.0) * 0.7071",
  triangle: "max(-p.y, 0.866 * abs(p.x) + 0.5 * p.y) - 0.5",
  hexagone: "max(abs(p.x), 0.5 * abs(p.x) + 0.866 * abs(p.y)) - 0.866",
};

const ecrire = (distance: string): string => `
precision highp float;
varying vec4 v_color;
varying vec2 v_diffVector;
varying float v_radius;
uniform float u_correctionRatio;
void main(void) {
  vec2 p = v_diffVector / v_radius;
  float dist = (${distance}) * v_radius;
  #ifdef PICKING_MODE
  gl_FragColor = dist > 0.0 ? vec4(0.0) : v_color;
  #else
  float soft = u_correctionRatio * 1.5;
  vec4 white = vec4(1.0, 1.0, 1.0, v_color.a);
  vec4 inside = mix(v_color, white, smoothstep(-soft * 1.6, -soft * 0.8, dist));
  gl_FragColor = mix(inside, vec4(0.0), smoothstep(-soft, 0.0, dist));
  #endif
}`;

function creer(distance: string): NodeProgramType {
  return class extends NodeCircleProgram {
    override getDefinition(): ReturnType<NodeCircleProgram["getDefinition"]> {
      return { ...super.getDefinition(), FRAGMENT_SHADER_SOURCE: ecrire(distance) };
    }
  } as unknown as NodeProgramType;
}

// The corners of each shape in a circle of radius 1, y downwards; none for the circle.
const tourner = (cotes: number, depart: number): Array<[number, number]> =>
  Array.from({ length: cotes }, (_, i) => [Math.cos(depart + (2 * Math.PI * i) / cotes), Math.sin(depart + (2 * Math.PI * i) / cotes)]);

const COINS: Record<Forme, Array<[number, number]>> = {
  cercle: [],
  carre: tourner(4, Math.PI / 4),
  losange: tourner(4, 0),
  triangle: tourner(3, -Math.PI / 2),
  hexagone: tourner(6, Math.PI / 2),
};

export function tracerContour(contexte: CanvasRenderingContext2D, forme: Forme, x: number, y: number, rayon: number): void {
  contexte.beginPath();
  if (forme === "cercle") contexte.arc(x, y, rayon, 0, 2 * Math.PI);
  for (const [dx, dy] of COINS[forme]) contexte.lineTo(x + rayon * dx, y + rayon * dy);
  contexte.closePath();
  contexte.stroke();
}

export const PROGRAMMES: Record<Forme, NodeProgramType> = {
  cercle: creer(DISTANCES.cercle),
  carre: creer(DISTANCES.carre),
  losange: creer(DISTANCES.losange),
  triangle: creer(DISTANCES.triangle),
  hexagone: creer(DISTANCES.hexagone),
};

import { defineConfig } from "vitest/config";

// One entry. File names carry their content's hash: Django reads manifest.json to name them, caches may keep them for ever.
export default defineConfig({
  root: "frontend",
  base: "./",
  publicDir: false,
  build: {
    outDir: "../src/maillage/site/construit",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // the security policy refuses data: fonts
    rollupOptions: { input: "frontend/src/main.ts" },
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"] },
});

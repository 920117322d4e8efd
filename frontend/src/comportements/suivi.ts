// <div data-suivi="/address/of/the/work/"><progress value="12" max="100">…</progress></div> on a page that the server also
// refreshes by itself: the bar moves without reloading, and the page is asked for again when the work is over.

interface Avancement {
  etat: string;
  etape: string;
  fait: number;
}

const PAUSE = 2000;
const FINIS = new Set(["fait", "echec"]);

export function lireAvancement(donnees: unknown): Avancement | null {
  const { etat, etape, fait } = (donnees ?? {}) as Partial<Avancement>;
  return typeof etat === "string" && typeof etape === "string" && typeof fait === "number" ? { etat, etape, fait } : null;
}

export function montrer(suivi: HTMLElement, avancement: Avancement): void {
  const barre = suivi.querySelector("progress");
  if (barre) barre.value = avancement.fait;
  const texte = suivi.querySelector("label > span");
  if (texte && avancement.etape) texte.textContent = avancement.etape;
}

// Returns whether there is more to follow. A network that fails is asked again: the work goes on without us.
export async function regarder(suivi: HTMLElement, recharger: () => void): Promise<boolean> {
  let avancement: Avancement | null = null;
  try {
    const reponse = await fetch(suivi.dataset["suivi"] ?? "", { headers: { Accept: "application/json" } });
    avancement = reponse.ok ? lireAvancement(await reponse.json()) : null;
  } catch {
    return true;
  }
  if (avancement === null || FINIS.has(avancement.etat)) {
    recharger();
    return false;
  }
  montrer(suivi, avancement);
  return true;
}

export function attacherSuivi(suivi: HTMLElement): void {
  const recharger = (): void => window.location.reload();
  const encore = async (): Promise<void> => {
    if (await regarder(suivi, recharger)) window.setTimeout(() => void encore(), PAUSE);
  };
  window.setTimeout(() => void encore(), PAUSE);
}

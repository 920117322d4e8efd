// <form method="get" data-recherche> on a page that holds <h1>, <div data-resultats> and <p role="status" data-annonce>:
// results come while one types. The page itself is asked for, and its results put in place; without script, a button does.

const PAUSE = 250;

// What another answer of this page says, put into the one that is open; false when it is not such a page (session over).
export function remplacer(lu: Document): boolean {
  const nouveau = lu.querySelector("[data-resultats]");
  const ancien = document.querySelector("[data-resultats]");
  if (!nouveau || !ancien) return false;
  ancien.replaceWith(nouveau);
  const titre = lu.querySelector("h1")?.textContent ?? "";
  document.querySelector("h1")!.textContent = titre;
  document.title = lu.title;
  const annonce = document.querySelector("[data-annonce]");
  if (annonce) annonce.textContent = titre;
  return true;
}

export function adresse(form: HTMLFormElement): string {
  const demande = new URLSearchParams();
  for (const [nom, valeur] of new FormData(form)) if (typeof valeur === "string" && valeur) demande.append(nom, valeur);
  return `${location.pathname}?${demande}`;
}

// Asked once the hand rests; an answer that comes after a newer question is dropped.
export function attacherRecherche(form: HTMLFormElement): void {
  let attente = 0;
  let enCours = new AbortController();
  const demander = async (): Promise<void> => {
    enCours.abort();
    enCours = new AbortController();
    const { signal } = enCours;
    const cible = adresse(form);
    try {
      const reponse = await fetch(cible, { signal });
      if (!reponse.ok || reponse.redirected) return;
      const lu = new DOMParser().parseFromString(await reponse.text(), "text/html");
      if (!signal.aborted && remplacer(lu)) history.replaceState(history.state, "", cible);
    } catch {
      // The network fails or a newer question came: what is shown stays, the button works.
    }
  };
  form.addEventListener("input", () => {
    window.clearTimeout(attente);
    attente = window.setTimeout(() => void demander(), PAUSE);
  });
  form.addEventListener("submit", () => window.clearTimeout(attente));
}

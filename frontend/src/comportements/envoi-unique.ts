// <form method="post">: a second click does not send twice. A page brought back from the cache can be sent again.

export function attacherEnvoiUnique(form: HTMLFormElement): void {
  let parti = false;
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (parti) {
      event.preventDefault();
      return;
    }
    parti = true;
    marquer(form, true);
  });
  window.addEventListener("pageshow", () => {
    parti = false;
    marquer(form, false);
  });
}

// aria-disabled, not disabled: the button's own name and value must be sent, and the focus kept.
function marquer(form: HTMLFormElement, occupe: boolean): void {
  for (const bouton of form.querySelectorAll("button:not([type=button])")) {
    if (occupe) bouton.setAttribute("aria-disabled", "true");
    else bouton.removeAttribute("aria-disabled");
  }
}

import { ask } from "/js/workstation.js";

// Shows how far the work on a card is, from the journal; hands the ticket to the workstation once.
export function start(section) {
  const { ticket, progress, done } = section.dataset;
  let over = false;

  const draw = async () => {
    const response = await fetch(progress, { headers: { Accept: "text/html" } });
    if (response.ok) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.querySelector(".cis-stepper");
      const shown = section.querySelector(".cis-stepper");
      if (fresh && shown) {
        for (const part of ["[data-cis-stepper-steps]", "[data-cis-stepper-live]", ".cis-stepper__facts"]) {
          shown.querySelector(part).replaceWith(fresh.querySelector(part));
        }
        shown.querySelector("progress").value = fresh.querySelector("progress").value;
      }
    }
  };

  const watch = async () => {
    while (!over) {
      await draw();
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
  };

  // Drawing goes on in the background and would paint over it.
  const say = (words) => {
    over = true;
    section.querySelector("[data-cis-stepper-live]").textContent = words;
  };

  if (ticket) {
    watch();
    ask({ ask: "operate", ticket })
      .then((answer) => {
        // Refused here, the service was never reached: the page stays, with the reason.
        if (answer.outcome === "refused" || answer.outcome === "stopped") {
          say(`${answer.reason} Reload this page to go on.`);
        } else {
          window.location.assign(done);
        }
      })
      .catch(() => say("The browser extension for smartcards does not answer. Install the card agent and its extension, then reload this page."))
      .finally(() => {
        over = true;
      });
  }
}

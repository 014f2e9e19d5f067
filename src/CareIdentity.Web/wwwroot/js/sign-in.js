import { ask, usesAgent } from "/js/workstation.js";

const sentences = {
  "wrong-passcode": (answer) => `That was the wrong passcode. ${answer.triesLeft === 1 ? "One try is left" : `${answer.triesLeft} tries are left`} before the card locks.`,
  locked: () => "The card is locked: the passcode was wrong three times. Somebody who can unlock it sets a new passcode with you: a sponsor or Local Smartcard Administrator of your organisation, or your Registration Authority.",
  "no-card": () => "There is no card in a reader. Put your card in, then try again.",
  stopped: (answer) => answer.reason,
  "card-error": (answer) => answer.reason,
  refused: (answer) => answer.reason ?? "The card reader's program refused. Reload the page and try again.",
};

export function start(form) {
  const button = document.getElementById("sign-in-button");
  const status = document.getElementById("card-status");
  const token = form.querySelector("input[name=__RequestVerificationToken]").value;
  const send = (path, fields) => fetch(path, { method: "POST", headers: { "X-Form-Token": token }, body: fields });

  // Drawn disabled: a click before this script is there would go nowhere.
  const enable = (enabled) => {
    button.disabled = !enabled;
    button.setAttribute("aria-disabled", String(!enabled));
  };
  enable(true);

  const say = (sentence, trouble = false) => {
    status.classList.toggle("cis-card-status--trouble", trouble);
    status.textContent = sentence;
  };

  button.addEventListener("click", async () => {
    enable(false);
    say(usesAgent() ? "Type your passcode in the window of the card agent." : "Type your passcode on the reader's window.");
    try {
      const begun = await (await send(form.dataset.begin)).json();
      const answer = await ask({ ask: "sign-in", nonce: begun.nonce });
      if (answer.outcome === "token") {
        say("Signing in…");
        form.elements.AuthToken.value = answer.token;
        form.elements.Nonce.value = begun.nonce;
        form.submit();
        return;
      }

      if (answer.outcome === "locked" && answer.certificate) {
        const fields = new FormData();
        fields.set("nonce", begun.nonce);
        fields.set("certificate", answer.certificate);
        await send(form.dataset.locked, fields);
      }

      say(sentences[answer.outcome](answer), true);
    } catch (fault) {
      say(fault.message === "no-workstation"
        ? "The browser extension for smartcards does not answer. Install the card agent and its extension, or ask your Registration Authority."
        : "Signing in did not work. Reload the page and try again.", true);
    }

    enable(true);
  });
}

// The way from a page to the card: the card agent of this computer through the browser extension, or in training the desk beside the page.
const EXTENSION = "encjkombndnmoohcmandeopfpokjmimn"; // from the public key in CareIdentity.Extension/manifest.json
const CHOICE = "care-identity-workstation";
const PATIENCE = 15000;
let last = 0;

// The extension: a port for each question, because it closes with the page, and with it the window that the page had opened.
const throughExtension = (question) => new Promise((resolve, reject) => {
  const port = globalThis.chrome?.runtime?.connect?.(EXTENSION);
  if (!port) {
    reject(new Error("no-workstation"));
    return;
  }

  port.onMessage.addListener((answer) => {
    port.disconnect();
    resolve(answer);
  });
  port.onDisconnect.addListener(() => {
    // Read, so that the browser does not report it: without the extension nobody is at the other end.
    void globalThis.chrome.runtime.lastError;
    reject(new Error("no-workstation"));
  });
  port.postMessage(question);
});

// The desk: one question, one answer; asked again every so often only where that does no harm (the desk may still be loading).
const exchange = (frame, question, every) => new Promise((resolve, reject) => {
  const origin = new URL(frame.src).origin;
  const id = `${Date.now()}-${++last}`;
  const send = () => frame.contentWindow.postMessage({ id, ...question }, origin);
  const timer = every ? setInterval(send, every) : 0;
  const giveUp = every ? setTimeout(() => finish(() => reject(new Error("no-workstation"))), PATIENCE) : 0;
  const finish = (end) => {
    window.removeEventListener("message", hear);
    clearInterval(timer);
    clearTimeout(giveUp);
    end();
  };
  const hear = (event) => {
    if (event.origin === origin && event.source === frame.contentWindow && event.data?.id === id) {
      finish(() => resolve(event.data.answer));
    }
  };
  window.addEventListener("message", hear);
  send();
});

const throughDesk = async (frame, question) => {
  await exchange(frame, { ask: "hello" }, 250);
  return exchange(frame, question, 0);
};

const desk = () => document.querySelector("iframe.cis-desk__frame");

// Is there an agent here? What it and the extension call themselves, or null.
export const findAgent = () => throughExtension({ ask: "status" }).then((answer) => (answer.outcome === "status" ? answer : null), () => null);

export const usesAgent = () => !desk() || localStorage.getItem(CHOICE) === "agent";

export const useAgent = (yes) => localStorage.setItem(CHOICE, yes ? "agent" : "desk");

export const ask = (question) => (usesAgent() ? throughExtension(question) : throughDesk(desk(), question));

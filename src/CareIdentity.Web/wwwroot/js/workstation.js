// The way from a page to the card: the training desk beside it. (A live page asks the browser extension instead.)
const PATIENCE = 15000;
let last = 0;

// One question, one answer; asked again every so often only where that does no harm (the desk may still be loading).
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

export const ask = async (question) => {
  const frame = document.querySelector("iframe.cis-desk__frame");
  if (!frame) {
    throw new Error("no-workstation");
  }

  await exchange(frame, { ask: "hello" }, 250);
  return exchange(frame, question, 0);
};

// The native messaging port to the card agent: one for all pages, opened when somebody asks, opened anew when the agent has gone.

const HOST = "org.careidentity.agent";
const VERSION = 1;

let port = null;
const waiting = new Map();

const refusals = {
  missing: { outcome: "refused", code: "agent-missing", reason: "The card agent is not installed on this computer, or it belongs to another extension. Install the package care-identity-agent, then reload this page." },
  gone: { outcome: "refused", code: "agent-gone", reason: "The card agent ended. Try again; if it comes back, run: care-identity-agent diagnose" },
};

const settle = (id, answer) => {
  const resolve = waiting.get(id);
  waiting.delete(id);
  resolve?.(answer);
};

const settleAll = (answer) => [...waiting.keys()].forEach((id) => settle(id, answer));

const open = () => {
  const opened = chrome.runtime.connectNative(HOST);
  opened.onMessage.addListener((answer) => {
    // Without an id of ours it is about all of them: the agent did not understand a message.
    if (waiting.has(answer?.id)) {
      settle(answer.id, answer);
    } else if (answer?.outcome === "refused") {
      settleAll(answer);
    }
  });
  opened.onDisconnect.addListener(() => {
    const why = chrome.runtime.lastError?.message ?? "";
    port = null;
    settleAll(/not found|forbidden/.test(why) ? refusals.missing : refusals.gone);
  });
  return opened;
};

const post = (message) => {
  port ??= open();
  port.postMessage(message);
};

// One question, one answer. Aborted, it is stopped over there as well.
export const ask = (question, signal) => new Promise((resolve) => {
  const id = crypto.randomUUID();
  waiting.set(id, resolve);
  signal.addEventListener("abort", () => {
    if (waiting.has(id) && port) {
      post({ version: VERSION, id, ask: "stop" });
    }
  });
  post({ version: VERSION, id, ...question });
});

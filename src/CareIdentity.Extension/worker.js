// Passes questions of pages to the card agent and answers back. Signs nothing, keeps nothing, decides only who may ask.
import { ask } from "./agent.js";
import { originOf, readPolicy } from "./policy.js";

const text = (value) => typeof value === "string" && value.length > 0 && value.length <= 512;

// The agent's message is made of named fields: what else a page sends, an origin of its own for example, goes nowhere.
const questions = {
  status: () => ({ ask: "status" }),
  "sign-in": (message, origin) => (text(message.nonce) ? { ask: "sign-in", origin, nonce: message.nonce } : null),
  operate: (message, origin) => (text(message.ticket) ? { ask: "operate", origin, ticket: message.ticket } : null),
};

const refused = (code, reason) => ({ outcome: "refused", code, reason });

const answer = async (message, sender, signal) => {
  const policy = await readPolicy();
  const origin = originOf(sender, policy);
  if (!origin) {
    return refused("origin-refused", "This page may not use smartcards on this computer. If it should, ask your IT support to add its address to the policy of the Care Identity extension.");
  }

  const question = Object.hasOwn(questions, message?.ask) ? questions[message.ask](message, origin) : null;
  return question ? ask(question, signal) : refused("message-refused", "The page asked for something that the extension does not know.");
};

// A port and not a single message: it closes with the page, and with it the window that the page had opened.
const serve = (port, reply) => {
  const left = new AbortController();
  port.onDisconnect.addListener(() => left.abort());
  port.onMessage.addListener(async (message) => {
    const answered = await reply(message, left.signal);
    if (answered && !left.signal.aborted) {
      port.postMessage(answered);
    }
  });
};

chrome.runtime.onConnectExternal.addListener((port) =>
  serve(port, async (message, signal) => {
    const { outcome, ...rest } = await answer(message, port.sender, signal);
    delete rest.id;
    return outcome === "status"
      ? { outcome, agent: rest.agent, extension: chrome.runtime.getManifest().version }
      : { outcome, ...rest };
  }));

// From our own script in a page that uses Web eID's library. A page that may not ask gets no answer: to it there is no extension.
chrome.runtime.onConnect.addListener((port) =>
  serve(port, async (message, signal) => {
    const policy = await readPolicy();
    if (port.name !== "web-eid" || port.sender.id !== chrome.runtime.id || !policy.webEid || !originOf(port.sender, policy)) {
      return null;
    }

    port.postMessage({ acknowledged: true });
    return { answer: await answer(message, port.sender, signal), extension: chrome.runtime.getManifest().version };
  }));

// Web eID's own web page library can be pointed at this agent: its messages (github.com/web-eid/web-eid.js, src/models) are answered here.
// Signing in alone; a card of ours signs no documents.
(() => {
  const FAILURES = {
    stopped: ["ERR_WEBEID_USER_CANCELLED", (answer) => answer.reason],
    "wrong-passcode": ["ERR_WEBEID_USER_CANCELLED", (answer) => `The passcode was wrong; tries left: ${answer.triesLeft}.`],
    locked: ["ERR_WEBEID_NATIVE_FATAL", () => "The smartcard is locked."],
    "no-card": ["ERR_WEBEID_USER_CANCELLED", () => "There is no smartcard in a reader."],
    "card-error": ["ERR_WEBEID_NATIVE_FATAL", (answer) => answer.reason],
    "agent-missing": ["ERR_WEBEID_NATIVE_UNAVAILABLE", (answer) => answer.reason],
    "agent-gone": ["ERR_WEBEID_NATIVE_UNAVAILABLE", (answer) => answer.reason],
    "version-unknown": ["ERR_WEBEID_VERSION_MISMATCH", (answer) => answer.reason],
    busy: ["ERR_WEBEID_ACTION_PENDING", (answer) => answer.reason],
    "message-refused": ["ERR_WEBEID_NATIVE_INVALID_ARGUMENT", (answer) => answer.reason],
    refused: ["ERR_WEBEID_NATIVE_FATAL", (answer) => answer.reason],
  };

  const QUESTIONS = {
    "web-eid:status": () => ({ ask: "status" }),
    "web-eid:authenticate": (message) => ({ ask: "sign-in", nonce: message.challengeNonce }),
    "web-eid:get-signing-certificate": () => ({ ask: "sign" }),
    "web-eid:sign": () => ({ ask: "sign" }),
  };

  const say = (message) => window.postMessage(message, window.location.origin);

  const fail = (action, code, message) => say({ action: `${action}-failure`, error: { code, name: "Error", message } });

  const succeed = (message, { answer, extension }) => {
    if (answer.outcome === "status") {
      say({ action: "web-eid:status-success", library: message.libraryVersion, extension, nativeApp: answer.agent });
    } else {
      const { unverifiedCertificate, algorithm, signature, format, appVersion } = JSON.parse(answer.token);
      say({ action: "web-eid:authenticate-success", unverifiedCertificate, algorithm, signature, format, appVersion });
    }
  };

  window.addEventListener("message", (event) => {
    const message = event.data;
    if (event.source !== window || event.origin !== window.location.origin || !Object.hasOwn(QUESTIONS, message?.action ?? "")) {
      return;
    }

    const action = message.action;
    const port = chrome.runtime.connect({ name: "web-eid" });
    port.onMessage.addListener((reply) => {
      if (reply.acknowledged) {
        say({ action: `${action}-ack` });
        return;
      }

      port.disconnect();
      const { outcome } = reply.answer;
      if (outcome === "token" || outcome === "status") {
        succeed(message, reply);
      } else {
        const [code, words] = FAILURES[reply.answer.code] ?? FAILURES[outcome] ?? FAILURES.refused;
        fail(action, code, words(reply.answer));
      }
    });
    port.postMessage(QUESTIONS[action](message));
  });
})();

// The desk's own window. It lives on another origin than the page: the page can ask it for something by a message, and learns
// the outcome, but reads nothing that is typed here.
const call = async (path, body) => {
  const response = await fetch(`/training-desk/${path}`, {
    method: body ? "POST" : "GET",
    headers: { "X-Training-Desk": "1", ...(body ? { "Content-Type": "application/json" } : {}) },
    body: body ? JSON.stringify(body) : undefined,
    credentials: "omit",
  });
  return response.status === 200 ? response.json() : null;
};

const element = (id) => document.getElementById(id);
const make = (name, className, text) => Object.assign(document.createElement(name), { className, textContent: text ?? "" });
let state = { version: -1, cards: [], readers: [], question: null, log: [] };
let shownQuestion = 0;

const button = (text, label, act) => {
  const made = make("button", "desk__button", text);
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
};

const who = (card) => {
  const words = make("span", "desk__who", card.name);
  words.append(make("small", "", `${card.role} · series ${card.series} · ${card.serial}`));
  return words;
};

const drawReaders = () => {
  element("readers").replaceChildren(...state.readers.map((reader) => {
    const place = make("li", "desk__reader", reader);
    const card = state.cards.find((c) => c.reader === reader);
    place.dataset.reader = reader;
    if (card) {
      const drawn = make("div", "desk__card");
      drawn.append(who(card), button("Take out", `Take the card of ${card.name} out of ${reader}`, () => call("remove", { reader })));
      place.append(drawn);
    }
    place.addEventListener("dragover", (event) => {
      event.preventDefault();
      place.classList.add("desk__reader--over");
    });
    place.addEventListener("dragleave", () => place.classList.remove("desk__reader--over"));
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      call("insert", { serial: event.dataTransfer.getData("text/plain"), reader });
    });
    return place;
  }));
};

const drawCards = () => {
  const wanted = element("find").value.trim().toLowerCase();
  const cards = state.cards.filter((card) => !card.reader && `${card.name} ${card.role} ${card.serial}`.toLowerCase().includes(wanted));
  element("cards").replaceChildren(...cards.map((card) => {
    const drawn = make("li", "desk__card");
    drawn.draggable = true;
    drawn.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", card.serial));
    drawn.append(who(card), ...state.readers.map((reader) =>
      button(reader, `Put the card of ${card.name} in ${reader}`, () => call("insert", { serial: card.serial, reader }))));
    return drawn;
  }));
};

const titles = {
  CurrentPasscode: "Type your passcode",
  NewPasscode: "Choose a new passcode",
  LastTry: "One try is left",
  Agree: "Allow this?",
};

const drawQuestion = () => {
  const question = state.question;
  element("window").hidden = !question;
  if (!question || question.id === shownQuestion) {
    return;
  }

  shownQuestion = question.id;
  element("window-title").textContent = titles[question.kind];
  element("window-origin").textContent = `Asked by ${question.origin}, on ${question.reader}`;
  element("window-words").textContent = question.kind === "LastTry"
    ? "A wrong passcode now locks the card. Do you want to go on?"
    : `${question.inWords}${question.holder ? ` – the card of ${question.holder}` : ""}. ${question.why === question.inWords ? "" : question.why}${question.triesLeft ? ` ${question.triesLeft} tries left.` : ""}`;
  element("window-wrong").textContent = question.wrong ?? "";
  element("window-wrong").hidden = !question.wrong;
  const types = question.kind === "CurrentPasscode" || question.kind === "NewPasscode";
  element("first-label").textContent = question.kind === "NewPasscode" ? "New passcode, 6 to 8 digits" : "Passcode";
  document.querySelector("[data-field=first]").hidden = !types;
  document.querySelector("[data-field=second]").hidden = question.kind !== "NewPasscode";
  element("window-ok").textContent = types ? "OK" : "Yes, go on";
  element("first").value = "";
  element("second").value = "";
  (types ? element("first") : element("window-ok")).focus();
};

const drawLog = () => {
  element("log").replaceChildren(...state.log.map((line) => {
    const drawn = make("li", "");
    drawn.append(make("time", "", new Date(line.at).toLocaleTimeString("en-GB")), ` ${line.words}`);
    return drawn;
  }));
};

element("find").addEventListener("input", drawCards);
element("window-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = { id: state.question.id, first: [...element("first").value], second: [...element("second").value] };
  element("first").value = "";
  element("second").value = "";
  await call("answer", body);
});
element("window-stop").addEventListener("click", () => state.question && call("stop", { id: state.question.id }));

// What a page may ask. The origin is the browser's word, never the page's.
window.addEventListener("message", async (event) => {
  const { id, ask, nonce, ticket } = event.data ?? {};
  if (event.source !== window.parent || typeof id !== "string" || !["hello", "sign-in", "operate"].includes(ask)) {
    return;
  }

  if (ask === "hello") {
    event.source.postMessage({ id, answer: "here" }, event.origin);
    return;
  }

  const answer = ask === "sign-in"
    ? await call("sign-in", { origin: event.origin, nonce: String(nonce) })
    : await call("operate", { origin: event.origin, ticket: String(ticket) });
  event.source.postMessage({ id, answer: answer ?? { outcome: "refused" } }, event.origin);
});

for (;;) {
  try {
    const next = await call(`state?seen=${state.version}`);
    if (next && next.version !== state.version) {
      state = next;
      drawReaders();
      drawCards();
      drawQuestion();
      drawLog();
    }
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

// Who may ask. Decided by what the browser says of the sender, never by what the sender says of itself.

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

// The policy that whoever looks after this computer installed; empty where there is none.
export const readPolicy = async () => {
  const policy = await chrome.storage.managed.get().catch(() => ({}));
  const origins = Array.isArray(policy.origins) ? policy.origins.filter((origin) => typeof origin === "string") : [];
  return {
    origins,
    training: typeof policy.training === "boolean" ? policy.training : origins.length === 0,
    webEid: policy.webEid !== false,
  };
};

// The origin that asks, or null where it may not.
export const originOf = (sender, policy) => {
  // A frame of a service inside a foreign page would lend it our window. sender.url is not looked at: it follows history.replaceState,
  // and a sandboxed frame of a service has its address but the origin "null".
  if (sender?.frameId !== 0 || !sender.tab || typeof sender.origin !== "string" || (sender.documentLifecycle ?? "active") !== "active") {
    return null;
  }

  const origin = sender.origin;
  const url = URL.canParse(origin) ? new URL(origin) : null;
  if (url?.origin !== origin) {
    return null;
  }

  const isTraining = url.protocol === "http:" && LOOPBACK.has(url.hostname);
  const isNamed = policy.origins.includes(origin) && (url.protocol === "https:" || isTraining);
  return isNamed || (policy.training && (isTraining || (url.protocol === "https:" && LOOPBACK.has(url.hostname)))) ? origin : null;
};

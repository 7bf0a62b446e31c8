// Starts the app, and stands outside it: when the app cannot start, or stops, this shows the rescue page that waits
// in index.html. It must work while the app does not, so it shares nothing with it but three agreements:
//   <html data-app-state>                loading, running or failed
//   globalThis.fledglingPanicked(text)   the app's panic hook calls it
//   the shapes rescue.js reads           the stored log, and drafts

const { js, wasm } = document.querySelector("script[data-wasm]").dataset;
const rescuer = import("./rescue.js").catch(() => null); // now: later there may be no network
const reasons = [];

const UNTOUCHED = "Nothing was changed. Anything that was kept in this browser is still here.";
const WORDS = {
  stopped: {
    title: "Fledgling has stopped",
    what: "Something went wrong inside Fledgling and it could not go on. The fault is Fledgling’s, not yours.",
    kept: "Everything that was marked Saved is kept in this browser. Only a change that was still being saved may be missing.",
    next: "Reload to carry on. If it stops again, download your data, and send the technical details to whoever looks after Fledgling for you.",
    button: "Reload",
  },
  offline: {
    title: "Fledgling is not in this browser yet",
    what: "It has to be fetched once before it works without a network, and this device seems to be offline.",
    kept: UNTOUCHED,
    next: "Connect to the internet, then try again.",
    button: "Try again",
  },
  broken: {
    title: "Fledgling did not arrive whole",
    what: "A part of it was missing or did not fit. A dropped connection can do this, and so can a new version that is just being put in place.",
    kept: UNTOUCHED,
    next: "Wait a minute, then try again. If it keeps happening, an up-to-date Chrome, Edge, Firefox or Safari may help.",
    button: "Try again",
  },
  old: {
    title: "This browser cannot run Fledgling",
    what: "Fledgling needs WebAssembly, which this browser does not have or has switched off.",
    kept: UNTOUCHED,
    next: "Use an up-to-date Chrome, Edge, Firefox or Safari. In Apple’s Lockdown Mode, add this site to the exceptions.",
    button: "Try again",
  },
};

function setState(state) {
  document.documentElement.dataset.appState = state;
}

function inWords(error) {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? "";
  return stack.includes(error.message) ? stack : `${error.name}: ${error.message}\n${stack}`;
}

// Other errors (a browser extension, one failed handler) leave the app able to go on; these do not.
function isFatal(error) {
  if (typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) return true;
  const stackIsFull = error instanceof RangeError || error?.name === "InternalError";
  return stackIsFull && /wasm/.test(error.stack ?? "");
}

async function showRescuePage(kind) {
  const words = WORDS[kind];
  document.body.replaceChildren(document.getElementById("rescue-page").content);
  const part = (name) => document.getElementById(`rescue-${name}`);
  for (const name of ["title", "what", "kept", "next"]) part(name).textContent = words[name];
  part("reload").textContent = words.button;
  part("details").textContent = reasons.join("\n\n");
  document.title = `${words.title} – Fledgling`;
  part("title").focus();

  const rescue = await rescuer;
  const fresh = kind === "stopped" ? [] : [location.href, js, wasm];
  part("reload").addEventListener("click", () => (rescue ? rescue.reload(fresh) : location.reload()));
  await rescue?.offerData(kind, () => reasons.join("\n\n"));
}

function fail(kind, reason) {
  reasons.push(reason);
  if (reasons.length > 1) {
    const details = document.getElementById("rescue-details");
    if (details) details.textContent = reasons.join("\n\n");
    return;
  }
  setState("failed");
  // A panic is reported from inside the app: let it unwind before its page goes away.
  queueMicrotask(() => showRescuePage(kind));
}

function kindOf(error) {
  if (isFatal(error)) return "stopped";
  return navigator.onLine === false ? "offline" : "broken";
}

// The app may still be reading its data: the shell stays until there is a page to look at. The app's own "Opening" is
// none; it is for opening a second time.
function takeShellAway() {
  const shell = document.getElementById("shell");
  const isThere = () => document.querySelector("main:not(#shell):not(:has(> .opening))") !== null;
  if (isThere()) return shell.remove();
  const observer = new MutationObserver(() => {
    if (!isThere()) return;
    observer.disconnect();
    shell.remove();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

async function start() {
  if (typeof WebAssembly !== "object") return fail("old", "There is no WebAssembly in this browser.");
  try {
    const [app, response] = await Promise.all([import(js), fetch(wasm)]);
    if (!response.ok) throw new Error(`${wasm} answered ${response.status}`);
    await app.default({ module_or_path: response });
    if (reasons.length > 0) return;
    setState("running");
    takeShellAway();
  } catch (error) {
    fail(kindOf(error), inWords(error));
  }
}

// A file that is dropped beside its place would take the place of the app in this tab. What takes files anywhere says so
// later than this, in the same event.
for (const type of ["dragover", "drop"]) {
  addEventListener(type, (event) => {
    if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });
}

globalThis.fledglingPanicked = (text) => fail("stopped", String(text));
addEventListener("error", (event) => isFatal(event.error) && fail("stopped", inWords(event.error)));
addEventListener("unhandledrejection", (event) => isFatal(event.reason) && fail("stopped", inWords(event.reason)));
start();

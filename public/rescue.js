// What the rescue page can do without the app: hand over the data that is stored here, copy the technical details,
// and reload with the newest version. Reads the database by itself, and never writes to it.

const DATABASE = "fledgling";
const LOG = "log";
const DRAFT = "fledgling.draft.";
const BATCHES_AT_A_TIME = 200;

const part = (name) => document.getElementById(`rescue-${name}`);
const say = (text) => (part("progress").textContent = text);
const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another tab is in the way"));
  });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// `null` when nothing was ever stored: then opening would create an empty database, so that is called off.
async function openStore() {
  const known = await indexedDB.databases?.();
  if (known && !known.some(({ name }) => name === DATABASE)) return null;
  const request = indexedDB.open(DATABASE);
  let isNew = false;
  request.onupgradeneeded = () => {
    isNew = true;
    request.transaction.abort();
  };
  try {
    const database = await settled(request);
    if (database.objectStoreNames.contains(LOG)) return database;
    database.close();
    return null;
  } catch (error) {
    if (isNew) return null;
    throw error;
  }
}

function drafts() {
  const found = {};
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      if (key.startsWith(DRAFT)) found[key.slice(DRAFT.length)] = localStorage.getItem(key);
    }
  } catch {
    // Storage is switched off, so there are none.
  }
  return found;
}

// Each batch is stored as the JSON text of an array of changes. One that cannot be read is handed over as it is.
function readBatch(bytes) {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  const count = JSON.parse(text).length;
  return { count, inner: text.trim().slice(1, -1).trim() };
}

function base64(bytes) {
  return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(""));
}

// The file grows as a Blob, which the browser may keep on disk, so that a large history does not have to fit twice in memory.
async function collect(database, told) {
  let file = new Blob(['{"fledgling":{"format":"rescue","version":1},"changes":[\n']);
  const unreadable = [];
  let total = 0;
  let after = -Infinity;
  for (;;) {
    const store = database.transaction(LOG, "readonly").objectStore(LOG);
    const range = IDBKeyRange.lowerBound(after, true);
    const [keys, values] = await Promise.all([
      settled(store.getAllKeys(range, BATCHES_AT_A_TIME)),
      settled(store.getAll(range, BATCHES_AT_A_TIME)),
    ]);
    if (keys.length === 0) break;
    const pieces = [];
    keys.forEach((key, index) => {
      try {
        const { count, inner } = readBatch(values[index]);
        if (inner) pieces.push(total > 0 ? ",\n" : "", inner);
        total += count;
      } catch {
        unreadable.push({ position: key, base64: base64(values[index]) });
      }
    });
    file = new Blob([file, ...pieces]);
    after = keys.at(-1);
    told(total);
    await pause(0);
  }
  const unfinished = drafts();
  const rest = JSON.stringify({ drafts: unfinished, unreadable }).slice(1);
  return {
    file: new Blob([file, "\n],", rest], { type: "application/json" }),
    changes: total,
    drafts: Object.keys(unfinished).length,
    unreadable: unreadable.length,
  };
}

function handOver(file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `fledgling-rescue-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const counted = (count, one, many) => `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
const changes = (count) => counted(count, "change", "changes");

async function download() {
  const button = part("download");
  button.disabled = true;
  say("Reading what is kept in this browser…");
  try {
    const database = await openStore();
    const found = await collect(database, (count) => say(`Reading… ${changes(count)} so far.`));
    database.close();
    handOver(found.file);
    const parts = [changes(found.changes)];
    if (found.drafts > 0) parts.push(counted(found.drafts, "draft", "drafts"));
    if (found.unreadable > 0) parts.push(counted(found.unreadable, "damaged entry, as it was found", "damaged entries, as they were found"));
    say(`Done. The file holds ${new Intl.ListFormat("en-GB").format(parts)}.`);
  } catch (error) {
    say(`The data could not be read (${error.message}). It was not altered. Close other Fledgling tabs, then try again.`);
  }
  button.disabled = false;
}

async function copy(details) {
  try {
    await navigator.clipboard.writeText(details);
    say("Details copied.");
  } catch {
    getSelection().selectAllChildren(part("details"));
    say("Details selected: copy them with Ctrl C, or Cmd C on a Mac.");
  }
}

// Offers the download when there is something to download, and says what was found.
export async function offerData(kind, reasons) {
  const about = () =>
    [reasons(), `Page: ${location.pathname}`, `Browser: ${navigator.userAgent}`, `Time: ${new Date().toISOString()}`].join("\n\n");
  part("details").textContent = about();
  part("copy").hidden = false;
  part("copy").addEventListener("click", () => copy(part("details").textContent));
  part("download").addEventListener("click", download);
  try {
    const database = await openStore();
    const stored = database ? await settled(database.transaction(LOG, "readonly").objectStore(LOG).count()) : 0;
    database?.close();
    const unfinished = Object.keys(drafts()).length;
    part("download").hidden = stored === 0;
    if (kind === "stopped" && unfinished > 0) {
      part("kept").textContent += " Text you had not finished is kept as a draft, and comes back where you were writing it.";
    }
  } catch (error) {
    part("kept").textContent = `What is kept in this browser cannot be reached just now (${error.message}). Fledgling has not altered it.`;
    part("download").hidden = false;
  }
}

async function reaches(worker, states) {
  while (!states.includes(worker.state)) {
    await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  }
}

// A version that cannot start never asks to be replaced, so this is where its repair gets in.
async function useNewestVersion() {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return;
  await registration.update();
  const newer = registration.waiting ?? registration.installing;
  if (!newer) return;
  await reaches(newer, ["installed", "activated", "redundant"]);
  newer.postMessage({ type: "take-over" });
  await reaches(newer, ["activated", "redundant"]);
}

// Reloads with the newest version; `addresses` are fetched past the browser's own cache first.
export async function reload(addresses) {
  part("reload").disabled = true;
  say("Looking for the newest version…");
  const fetched = addresses.map((address) => fetch(address, { cache: "reload" }).then((response) => response.arrayBuffer()));
  const ready = Promise.allSettled([...fetched, useNewestVersion()]);
  await Promise.race([ready, pause(8000)]);
  location.reload();
}

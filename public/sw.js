// The service worker: keeps one whole, checked version of the app, so that it opens without a network.
//
// The build fills in the two values below; `hash` is the SHA-256 of the file's bytes in lower-case hex. Unfilled
// (while developing) the list is empty and every request goes to the network as if this worker were not there.
const VERSION = "__VERSION__";
const FILES = /*__PRECACHE__*/[];

const PREFIX = "fledgling-files-";
const CACHE = PREFIX + VERSION;
const files = new Map(FILES.map((file) => [new URL(file.url, self.location).pathname, file]));
const page = files.get(scoped("")) ?? files.get(scoped("index.html"));

function scoped(path) {
  return new URL(path, self.registration.scope).pathname;
}

// The key names the content, not only the address: a build can give new bytes an old name.
function keyOf({ url, hash }) {
  const key = new URL(url, self.location);
  key.search = `?sha256=${hash}`;
  return key.href;
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A fresh response, because a redirected one may not answer a navigation. Headers stay (the security policy of the
// page is one of them) except those that describe how the bytes travelled.
function kept(bytes, response) {
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding", "vary", "set-cookie"]) {
    headers.delete(name);
  }
  return new Response(bytes, { headers });
}

// What the browser fetched a moment ago will do when its bytes are right; otherwise the host is asked once more.
async function fetchChecked({ url, hash }) {
  for (const cache of ["default", "reload"]) {
    const response = await fetch(url, { cache });
    if (!response.ok) continue;
    const bytes = await response.arrayBuffer();
    if ((await sha256(bytes)) === hash) return kept(bytes, response);
  }
  throw new Error(`${url} is not the file that belongs to version ${VERSION}`);
}

// All or nothing: one file that is missing or does not fit refuses the whole version, which is then tried again
// later. A host in the middle of an update never leaves a mixture here.
async function fill() {
  const cache = await caches.open(CACHE);
  await Promise.all(
    FILES.map(async (file) => {
      const key = keyOf(file);
      if (await cache.match(key)) return;
      await cache.put(key, (await caches.match(key)) ?? (await fetchChecked(file)));
    }),
  );
}

async function forgetOlderVersions() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
}

// A browser short of room may have dropped the files: put them back if there is a network, and tell the truth.
async function worksOffline() {
  try {
    await fill();
    return FILES.length > 0;
  } catch {
    return false;
  }
}

// Every address of the app is the same page; a last part with a dot names a file, which is not ours if it is not listed.
function fileFor(request, url) {
  const listed = files.get(url.pathname);
  if (listed || request.mode !== "navigate") return listed;
  const last = url.pathname.split("/").pop();
  return last === "index.html" || !last.includes(".") ? page : undefined;
}

async function answer(file, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(keyOf(file))) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(fill()));

// Tabs that were loaded before there was a worker are taken in too, so that each one hears of the next version.
self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOlderVersions().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data?.type === "take-over") self.skipWaiting();
  if (event.data?.type === "works-offline?") {
    event.waitUntil(
      worksOffline().then((complete) => event.source?.postMessage({ type: "works-offline", complete, version: VERSION })),
    );
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  const file = fileFor(request, url);
  if (file) event.respondWith(answer(file, request));
});

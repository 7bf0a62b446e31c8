// A page with a little of everything that journeys do, to prove the harness and not the app.
const by = (id) => document.getElementById(id);
const say = (id, text) => { by(id).textContent = text; };

for (const id of ["name", "born", "role", "agree"]) {
  by(id).addEventListener("input", ({ target }) => say("says", `${id}: ${target.type === "checkbox" ? target.checked : target.value}`));
}
by("later").addEventListener("click", () => setTimeout(() => say("appears", "It has appeared"), 300));
by("fold").addEventListener("click", () => by("fold").setAttribute("aria-expanded", "true"));
by("move").addEventListener("click", () => by("dialog").showModal());
by("no").addEventListener("click", () => by("dialog").close());

const store = () => new Promise((done, failed) => {
  const request = indexedDB.open("practice", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("log");
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});
const shared = new BroadcastChannel("practice");
const show = async () => {
  const log = (await store()).transaction("log").objectStore("log").get("word");
  log.onsuccess = () => say("saved", log.result ? `Kept: ${log.result}` : "Nothing kept");
};
shared.onmessage = show;
show();
by("save").addEventListener("click", async () => {
  const change = (await store()).transaction("log", "readwrite", { durability: "strict" });
  change.objectStore("log").put(by("name").value, "word");
  change.oncomplete = () => { say("saved", `Saved: ${by("name").value}`); shared.postMessage("changed"); };
});

by("download").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify({ name: by("name").value })], { type: "application/json" }));
  link.download = "practice.json";
  link.click();
});
const bring = async (file) => say("brought", `${file.name}: ${await file.text()}`);
by("file").addEventListener("change", ({ target }) => bring(target.files[0]));
by("drop").addEventListener("dragover", (event) => event.preventDefault());
by("drop").addEventListener("drop", (event) => { event.preventDefault(); bring(event.dataTransfer.files[0]); });

let held = null;
// Inline elements cannot refuse to scroll.
Object.assign(by("handle").style, { display: "inline-block", touchAction: "none" });
by("handle").addEventListener("pointerdown", (event) => {
  held = event.pointerType;
  by("handle").setPointerCapture(event.pointerId);
});
const over = ({ clientX, clientY }) => Boolean(document.elementFromPoint(clientX, clientY)?.closest("#column"));
by("handle").addEventListener("pointermove", (event) => {
  if (held) by("column").dataset.dropState = over(event) ? "over" : "idle";
});
by("handle").addEventListener("pointerup", (event) => {
  if (held && over(event)) say("column", `Green Gym came by ${held}`);
  by("column").dataset.dropState = "idle";
  held = null;
});
addEventListener("keydown", (event) => {
  if (event.key === "k" && event.ctrlKey) { event.preventDefault(); say("key", "Palette"); }
});
if (location.search === "?broken") { console.error("written on purpose"); setTimeout(() => { throw new Error("thrown on purpose"); }); }

// Runs before the app in every page: notes when it is usable, and times what is done to it. Runs inside a function; `CARD`
// is put in front.

if (globalThis.__probe) return;
const probe = {
  opened: null,
  memory: null,

  // Resolves once the next frame has been painted: the message is handled after it.
  painted: () => new Promise((done) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => done(performance.now());
      channel.port2.postMessage(null);
    });
  }),

  // From the next key or click until `changed` was so at a painted frame, and until the status says that something was
  // saved since: a save that is quicker than a frame is never seen as *Saving*.
  arm(changed) {
    const sign = document.querySelector("[role=status][data-state]");
    const before = sign?.dataset.savedAt;
    const started = new Promise((done) => {
      const start = (event) => {
        removeEventListener("keydown", start, true);
        removeEventListener("click", start, true);
        done(event.timeStamp);
      };
      addEventListener("keydown", start, true);
      addEventListener("click", start, true);
    });
    const saved = started.then((start) => new Promise((done) => {
      new MutationObserver((_, observer) => {
        if (sign?.dataset.state !== "saved" || sign.dataset.savedAt === before) return;
        observer.disconnect();
        done(performance.now() - start);
      }).observe(sign, { attributeFilter: ["data-state", "data-saved-at"] });
    }));
    const painted = started.then(async (start) => {
      const limit = start + 10_000;
      while (performance.now() < limit) {
        const so = changed();
        const at = await probe.painted();
        if (so) return at - start;
      }
      throw new Error("the page did not change within 10 s");
    });
    probe.timed = { painted, saved };
  },

  // True once something inside an element was redrawn since this call.
  watch(selector) {
    let redrawn = false;
    const root = document.querySelector(selector);
    new MutationObserver(() => { redrawn = true; }).observe(root, { childList: true, subtree: true, characterData: true, attributes: true });
    return () => redrawn;
  },

  // Notes from now on the longest that a frame took.
  watchFrames() {
    let last = performance.now();
    probe.worstFrame = 0;
    const next = () => {
      const now = performance.now();
      probe.worstFrame = Math.max(probe.worstFrame, now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  },

  // Scrolls by a step in each frame and gives the time that each frame took.
  async scroll(element, frames, byX, byY) {
    const times = [];
    let last = await new Promise(requestAnimationFrame);
    for (let frame = 0; frame < frames; frame += 1) {
      element.scrollBy({ left: byX, top: byY, behavior: "instant" });
      const now = await new Promise(requestAnimationFrame);
      times.push(now - last);
      last = now;
    }
    return times;
  },
};
globalThis.__probe = probe;

for (const way of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[way];
  WebAssembly[way] = async (...given) => {
    const made = await original.apply(WebAssembly, given);
    const parts = Object.values((made.instance ?? made).exports);
    probe.memory ??= parts.find((part) => part instanceof WebAssembly.Memory) ?? null;
    return made;
  };
}

const lookForCard = async () => {
  if (!document.querySelector(CARD)) { requestAnimationFrame(lookForCard); return; }
  probe.opened = await probe.painted();
};
requestAnimationFrame(lookForCard);

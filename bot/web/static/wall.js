"use strict";
// Shows what the server says. A lost connection hides the code, which would be stale, and says so; EventSource comes back
// by itself, and where the server ended the stream for good we ask again after a while.
(() => {
  const STALE_MS = 6000;
  const AGAIN_MS = 3000;
  const { events, closed } = document.body.dataset;
  const at = (id) => document.getElementById(id);
  let heard = Date.now();
  let source = null;

  const show = (wall) => {
    for (const [id, key] of [["expected", "expected"], ["present", "present"], ["leave", "leave"]]) at(id).textContent = wall[key];
    at("qr").innerHTML = wall.qr;
    at("digits").textContent = wall.code || `${closed}（${wall.state}）`;
    at("digits").classList.toggle("closed", !wall.code);
    at("how").hidden = !wall.code;
    at("quorum").textContent = wall.quorum;
    at("quorum").className = wall.reached ? "reached" : "missing";
    at("names").replaceChildren(...wall.names.map((name) => Object.assign(document.createElement("li"), { textContent: name })));
  };
  const lose = () => {
    at("lost").hidden = false;
    at("qr").replaceChildren();
    at("digits").textContent = "";
  };
  const listen = () => {
    if (source) source.close();
    source = new EventSource(events);
    source.onmessage = (event) => {
      heard = Date.now();
      at("lost").hidden = true;
      show(JSON.parse(event.data));
    };
    source.addEventListener("beat", () => { heard = Date.now(); });
    source.onerror = lose;
    source.addEventListener("trouble", lose);
  };
  setInterval(() => {
    if (Date.now() - heard <= STALE_MS) return;
    lose();
    heard = Date.now() - STALE_MS + AGAIN_MS;
    listen();
  }, 1000);
  listen();
})();

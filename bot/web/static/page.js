// The chat page. Answers arrive as HTML that the server rendered and escaped; every sentence comes from its texts.
"use strict";

const $ = (selector, root = document) => root.querySelector(selector);
const KEPT = 10; // turns of this conversation, kept in this browser tab only

setUpLargerText();
if ($("#chat")) setUpChat($("#chat"));

function setUpLargerText() {
  const button = $("#larger");
  const root = document.documentElement;
  const tell = () => button.setAttribute("aria-pressed", String(root.classList.contains("larger")));
  button.addEventListener("click", () => {
    root.classList.toggle("larger");
    try { localStorage.setItem("larger", root.classList.contains("larger") ? "yes" : "no"); } catch { /* not kept */ }
    tell();
  });
  tell();
}

function setUpChat(chat) {
  const form = $("#ask"), field = $("#question"), send = $("#send"), turns = $("#turns"), live = $("#live");
  const words = chat.dataset;
  let kept = recall();
  for (const hidden of form.querySelectorAll("[name=earlier]")) hidden.remove();
  for (const turn of kept) newTurn(turn.asked).insertAdjacentHTML("beforeend", turn.html);
  showOrHide();
  window.addEventListener("offline", () => notice(words.offline));
  window.addEventListener("online", () => notice(""));

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit();
  });
  field.addEventListener("input", fit);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const question = field.value.trim();
    if (!question) return notice(words.empty);
    if (!send.disabled) ask(question);
  });
  $(".examples").addEventListener("click", (event) => {
    const example = event.target.closest(".example");
    if (!example) return;
    event.preventDefault();
    if (!send.disabled) ask(example.value);
  });
  $("#new").addEventListener("click", () => {
    kept = [];
    remember();
    turns.replaceChildren();
    showOrHide();
    field.focus();
  });
  turns.addEventListener("click", onClick);
  turns.addEventListener("submit", onSubmit);

  function recall() {
    try { return JSON.parse(sessionStorage.getItem("turns")) || []; } catch { return []; }
  }

  function remember() {
    try { sessionStorage.setItem("turns", JSON.stringify(kept)); } catch { /* only for as long as the page is open */ }
  }

  function showOrHide() {
    const isEmpty = turns.children.length === 0;
    $("#welcome").hidden = !isEmpty;
    $("#new").hidden = isEmpty;
  }

  function notice(text) {
    $("#notice").textContent = text;
    $("#notice").hidden = !text;
  }

  function fit() {
    notice("");
    field.style.height = "auto";
    field.style.height = `${field.scrollHeight + 2}px`;
  }

  function newTurn(question) {
    const turn = document.createElement("article");
    turn.className = "turn";
    const head = document.createElement("h2");
    head.className = "asked";
    const label = document.createElement("span");
    label.className = "sr";
    label.textContent = `${words.asked} `;
    head.append(label, question);
    turn.append(head);
    turns.append(turn);
    return turn;
  }

  async function ask(question, place = newTurn(question)) {
    notice("");
    send.disabled = true;
    field.value = "";
    fit();
    showOrHide();
    const waiting = document.createElement("div");
    waiting.className = "waiting";
    const progress = document.createElement("p");
    progress.className = "hint dots";
    progress.textContent = words.thinking;
    const text = document.createElement("p");
    text.className = "sentence";
    waiting.append(progress, text);
    place.append(waiting);
    live.textContent = words.thinking;
    place.scrollIntoView({ block: "start" });
    const start = performance.now();
    const ticking = setInterval(() => {
      const seconds = Math.floor((performance.now() - start) / 1000);
      if (seconds) progress.textContent = `${words.thinking} ${seconds} ${words.seconds}`;
    }, 500);
    try {
      await listen(question, {
        text: (data) => { text.textContent += `${data.text}\n`; },
        page: (data) => finish(place, waiting, question, data.html),
        error: (data) => { throw new Told(data.message); },
      });
      if (!$(".answer", place)) throw new Error("the stream ended early");
    } catch (error) {
      fail(place, waiting, question, error instanceof Told ? error.message : words.failed);
    } finally {
      clearInterval(ticking);
      send.disabled = false;
    }
  }

  function finish(place, waiting, question, html) {
    waiting.remove();
    place.insertAdjacentHTML("beforeend", html);
    kept = [...kept, { asked: question, whole: $(".answer", place).dataset.question, html }].slice(-KEPT);
    remember();
    live.textContent = $(".said", place).textContent.replace(/\s+/g, " ").trim();
    const head = $(".answer-head", place);
    head.focus({ preventScroll: true });
    place.scrollIntoView({ block: "start" });
  }

  function fail(place, waiting, question, message) {
    waiting.className = "waiting failed";
    const said = document.createElement("p");
    said.setAttribute("role", "alert");
    said.textContent = message;
    const again = document.createElement("button");
    again.type = "button";
    again.className = "small";
    again.textContent = words.retry;
    again.addEventListener("click", () => { waiting.remove(); ask(question, place); });
    waiting.replaceChildren(said, again);
    again.focus();
    live.textContent = "";
  }

  async function listen(question, on) {
    const earlier = kept.map((turn) => turn.whole);
    const reply = await post("/api/ask/stream", { question, earlier });
    const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (buffer + value).split("\n\n");
      buffer = events.pop();
      for (const event of events) {
        const [, name, data] = event.match(/^event: (.*)\ndata: (.*)$/);
        if (on[name]) on[name](JSON.parse(data));
      }
    }
  }

  async function onClick(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.classList.contains("copy")) {
      const before = button.textContent;
      await copy(button.dataset.copy);
      button.textContent = words.copied;
      setTimeout(() => { button.textContent = before; }, 2000);
    } else if (button.classList.contains("cancel")) {
      const box = button.closest("details");
      box.open = false;
      $("summary", box).focus();
    }
  }

  async function onSubmit(event) {
    const sent = event.target;
    event.preventDefault();
    const told = sent.parentElement.querySelector(":scope > .told");
    const facts = Object.fromEntries(new FormData(sent, event.submitter));
    told.classList.remove("bad");
    try {
      const reply = await post(sent.dataset.api, "useful" in facts ? { ...facts, useful: facts.useful === "true" } : facts);
      told.textContent = (await reply.json()).message;
      if (sent.matches(".feedback")) marked(sent, facts.useful);
      else if (sent.matches(".why")) sent.hidden = true;
      else sent.remove();
    } catch (error) {
      told.classList.add("bad");
      told.textContent = error instanceof Told ? error.message : words.failed;
    }
  }

  function marked(sent, useful) {
    for (const button of sent.querySelectorAll(":scope > button")) {
      button.classList.toggle("chosen", button.value === useful);
      button.setAttribute("aria-pressed", String(button.value === useful));
    }
    const why = sent.nextElementSibling;
    why.hidden = useful === "true";
    if (!why.hidden) $("[name=reason]", why).focus();
  }
}

class Told extends Error {} // the server said what is wrong, in a sentence for the member

async function post(address, facts) {
  const reply = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(facts),
  });
  if (reply.ok) return reply;
  const { message } = await reply.json();
  throw new Told(message);
}

async function copy(text) {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea"); // plain http on an intranet has no clipboard
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

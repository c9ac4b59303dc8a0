// Fields that react while somebody types: the composer with its commands, selects that ask the app, counters.
"use strict";

(() => {
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  // -- A list under a field, walked with the arrow keys while the focus stays in the field.

  const shown = (list) => $$("[role=option]", list).filter((one) => !one.hidden);

  function mark(field, list, index) {
    const options = shown(list);
    options.forEach((one, at) => one.setAttribute("aria-selected", at === index));
    options[index]?.scrollIntoView({ block: "nearest" });
    if (options[index]) field.setAttribute("aria-activedescendant", options[index].id);
    else field.removeAttribute("aria-activedescendant");
  }

  function reveal(field, list, visible) {
    list.hidden = !visible;
    if (field.getAttribute("role") === "combobox") field.setAttribute("aria-expanded", visible);
    mark(field, list, visible ? 0 : -1);
  }

  function walk(event, field, list, choose, keys) {
    if (list.hidden) return false;
    const options = shown(list);
    const now = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(field, list, (now + step + options.length) % options.length);
    else if (event.key === "Escape") reveal(field, list, false);
    else if (keys.includes(event.key) && options[now]) choose(options[now]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  // -- The composer: Enter sends, a slash shows the commands, and what is not sent yet waits in this tab.

  const draftKey = (form) => `draft ${location.pathname.split("/")[2]} ${form.dataset.draft}`;

  function fit(area) {
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight, 240)}px`;
  }

  function complete(area, option) {
    area.value = `${option.dataset.command} `;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }

  document.addEventListener("input", (event) => {
    const form = event.target.closest("[data-composer]");
    if (!form) return;
    fit(event.target);
    sessionStorage.setItem(draftKey(form), event.target.value);
    const list = form.querySelector(".commands");
    if (!list) return;
    const typed = event.target.value.trimEnd();
    for (const one of $$("[role=option]", list)) one.hidden = !one.dataset.command.startsWith(typed);
    reveal(event.target, list, typed.startsWith("/") && shown(list).length > 0);
  });

  document.addEventListener("keydown", (event) => {
    const form = event.target.closest("[data-composer]");
    if (!form || event.target.tagName !== "TEXTAREA" || event.isComposing) return;
    const list = form.querySelector(".commands");
    const exact = list && shown(list).some((one) => one.dataset.command === event.target.value.trimEnd());
    const keys = exact ? ["Tab"] : ["Tab", "Enter"];
    if (list && walk(event, event.target, list, (option) => complete(event.target, option), keys)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest("[data-composer]");
    if (form && form === event.detail.elt) form.sent = form.querySelector("textarea").value;
  });

  document.addEventListener("sent", (event) => {
    const area = event.target.querySelector("textarea");
    // What was typed while the answer was on its way stays.
    if (area.value !== event.target.sent) return;
    area.value = "";
    fit(area);
    sessionStorage.removeItem(draftKey(event.target));
    const list = event.target.querySelector(".commands");
    if (list) reveal(area, list, false);
    const box = event.target.parentElement.querySelector("[data-scroll]");
    if (box) box.scrollTop = box.scrollHeight;
  });

  function restoreDrafts(root) {
    for (const form of $$("[data-composer]", root)) {
      const area = form.querySelector("textarea");
      if (!area.value) area.value = sessionStorage.getItem(draftKey(form)) || "";
      fit(area);
    }
  }

  // -- Selects that ask the app for their options.

  const comboOf = (element) => element.closest("[data-combo]");
  const inputOf = (combo) => combo.querySelector("[role=combobox]");
  const listOf = (combo) => combo.querySelector("[role=listbox]");
  const asksAt = (combo) => Number(combo.dataset.least);

  function settle(combo) {
    combo.dataset.touched = "";
    reveal(inputOf(combo), listOf(combo), false);
    combo.dispatchEvent(new CustomEvent("picked"));
  }

  function pick(combo, option) {
    const picked = document.createElement("span");
    picked.className = "picked";
    const hidden = document.createElement("input");
    Object.assign(hidden, { type: "hidden", name: combo.dataset.name, value: option.dataset.value });
    picked.append(hidden);
    const list = combo.querySelector(".picked-list");
    if (combo.dataset.many === "yes") {
      const remove = document.createElement("button");
      Object.assign(remove, { type: "button", textContent: "×", ariaLabel: `Remove ${option.dataset.text}` });
      remove.dataset.unpick = "";
      picked.append(option.dataset.text, remove);
      if ($$("input", list).every((one) => one.value !== hidden.value)) list.append(picked);
      inputOf(combo).value = "";
    } else {
      list.replaceChildren(picked);
      inputOf(combo).value = option.dataset.text;
      inputOf(combo).dataset.text = option.dataset.text;
    }
    settle(combo);
  }

  const ask = (combo) => { if (inputOf(combo).value.length >= asksAt(combo)) htmx.trigger(inputOf(combo), "ask"); };

  document.addEventListener("focusin", (event) => {
    if (!event.target.matches("[data-combo] [role=combobox]")) return;
    event.target.dataset.text ??= event.target.value;
    event.target.select();
    if (asksAt(comboOf(event.target)) === 0) ask(comboOf(event.target));
  });

  document.addEventListener("focusout", (event) => {
    if (!event.target.matches("[data-combo] [role=combobox]")) return;
    const combo = comboOf(event.target);
    reveal(event.target, listOf(combo), false);
    if (combo.dataset.many === "yes") event.target.value = "";
    else if (event.target.value === "" && combo.querySelector(".picked")) {
      combo.querySelector(".picked-list").replaceChildren();
      event.target.dataset.text = "";
      settle(combo);
    } else event.target.value = event.target.dataset.text;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const input = event.detail.elt;
    if (!input.matches("[role=combobox]") || input.value.length >= asksAt(comboOf(input))) return;
    event.preventDefault();
    reveal(input, listOf(comboOf(input)), false);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    const list = event.detail.target;
    if (list.matches("[data-combo] [role=listbox]")) {
      $$("[role=option]", list).forEach((one, at) => { one.id = `${list.id}-${at}`; });
      reveal(inputOf(comboOf(list)), list, document.activeElement === inputOf(comboOf(list)));
    }
  });

  document.addEventListener("keydown", (event) => {
    if (!event.target.matches("[data-combo] [role=combobox]")) return;
    const combo = comboOf(event.target);
    if (walk(event, event.target, listOf(combo), (option) => pick(combo, option), ["Enter", "Tab"])) return;
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "ArrowDown") ask(combo);
  }, true);

  // The field must not lose the focus before the click on an option arrives.
  document.addEventListener("mousedown", (event) => {
    if (event.target.closest("[role=listbox]")) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    const unpick = event.target.closest("[data-unpick]");
    if (option?.dataset.command) complete(option.closest("[data-composer]").querySelector("textarea"), option);
    else if (option && comboOf(option)) pick(comboOf(option), option);
    else if (unpick) {
      const combo = comboOf(unpick);
      unpick.closest(".picked").remove();
      settle(combo);
    }
  });

  // -- Small helps: how much room is left, and a search among many options.

  document.addEventListener("input", (event) => {
    const counter = event.target.id && document.querySelector(`[data-counter="${event.target.id}"]`);
    if (counter) {
      const left = Number(event.target.dataset.max) - event.target.value.length;
      counter.textContent = left;
      counter.classList.toggle("over", left < 0);
    }
    if (event.target.matches("[data-filter]")) {
      const wanted = event.target.value.trim().toLowerCase();
      for (const label of $$("label", event.target.parentElement)) {
        label.hidden = !label.textContent.toLowerCase().includes(wanted);
      }
    }
  });

  document.addEventListener("DOMContentLoaded", () => restoreDrafts(document));
  document.addEventListener("drawn", () => restoreDrafts(document));
})();

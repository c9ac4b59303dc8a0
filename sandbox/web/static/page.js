// What htmx cannot do: draw anew only what changed, hold the scroll position, and open dialogs as Slack does.
"use strict";

(() => {
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

  // -- Live updates. A region with data-keyed is compared child by child; a child whose data-hash is the same is left
  //    alone, so nothing that somebody types, points at or reads is disturbed by what happens elsewhere.

  const isDirty = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") return [...field.options].some((one) => one.selected !== one.defaultSelected);
    return field.type !== "hidden" && (field.typedIn || field.value !== field.defaultValue);
  };

  // Text that was put back to what it was at first is still what somebody wants there.
  document.addEventListener("input", (event) => { event.target.typedIn = true; });

  const addressOf = (field) => `${field.name}|${/checkbox|radio/.test(field.type) ? field.value : ""}`;

  function keepTyped(old, fresh) {
    const fields = new Map($$("input, textarea, select", fresh).map((field) => [addressOf(field), field]));
    for (const field of $$("input, textarea, select", old)) {
      const heir = fields.get(addressOf(field));
      if (!heir || !field.name || !isDirty(field)) continue;
      if (/checkbox|radio/.test(field.type)) heir.checked = field.checked;
      else heir.value = field.value;
      heir.typedIn = field.typedIn;
    }
    for (const combo of $$("[data-combo][data-touched]", old)) {
      const heir = $$("[data-combo]", fresh).find((one) => one.dataset.name === combo.dataset.name);
      if (!heir) continue;
      heir.dataset.touched = "";
      heir.querySelector(".picked-list").replaceWith(combo.querySelector(".picked-list").cloneNode(true));
      heir.querySelector("[role=combobox]").value = combo.querySelector("[role=combobox]").value;
    }
  }

  function replace(old, fresh, added) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    keepTyped(old, fresh);
    old.replaceWith(fresh);
    added.push(fresh);
    if (!focused) return;
    const same = (one) => one.id === focused.id && one.tagName === focused.tagName
      && (one.matches("input, textarea, select") ? addressOf(one) === addressOf(focused) : one.textContent === focused.textContent);
    const heir = $$("input, textarea, select, button, summary, a", fresh).find(same);
    if (!heir) return;
    heir.focus({ preventScroll: true });
    if (typeof focused.selectionStart === "number") heir.setSelectionRange(focused.selectionStart, focused.selectionEnd);
  }

  function redraw(old, fresh, added) {
    if (old.dataset.hash !== undefined && old.dataset.hash === fresh.dataset.hash) return;
    if (old.hasAttribute("data-keyed") && fresh.hasAttribute("data-keyed")) redrawChildren(old, fresh, added);
    else replace(old, fresh, added);
  }

  function redrawChildren(old, fresh, added) {
    const wanted = new Set([...fresh.children].map((child) => child.dataset.key));
    for (const child of [...old.children]) {
      if (wanted.has(child.dataset.key)) continue;
      if (child.open && child.close) child.close();
      child.remove();
    }
    const known = new Map([...old.children].map((child) => [child.dataset.key, child]));
    let place = old.firstElementChild;
    for (const child of [...fresh.children]) {
      const same = known.get(child.dataset.key);
      if (!same) {
        old.insertBefore(child, place);
        added.push(child);
      } else {
        if (same === place) place = place.nextElementSibling;
        else old.insertBefore(same, place);
        redraw(same, child, added);
      }
    }
  }

  // Whoever reads the newest message goes on reading it: when one more comes, and when the room gets smaller.
  const atBottom = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < 48;
  const toBottom = (box) => { box.scrollTop = box.scrollHeight; };

  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) if (target.atEnd !== false) toBottom(target);
  });

  document.addEventListener("scroll", (event) => {
    if (event.target.matches?.("[data-scroll]")) event.target.atEnd = atBottom(event.target);
  }, true);

  function followEnds(root) {
    for (const box of $$("[data-scroll]", root)) {
      toBottom(box);
      resized.observe(box);
    }
  }

  htmx.defineExtension("keyed", {
    isInlineSwap: (style) => style === "keyed",
    handleSwap(style, target, fragment) {
      if (style !== "keyed") return false;
      const stay = target.hasAttribute("data-scroll") && target.atEnd !== false;
      const added = [];
      redraw(target, fragment.firstElementChild, added);
      if (stay) toBottom(target);
      queueMicrotask(openDialogs);
      return added;
    },
  });

  // A page that nobody looks at asks for nothing.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.elt.id === "live" && document.hidden) event.preventDefault();
  });

  // While nobody answers, say so; the next answer takes it back.
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt.id === "live") document.body.classList.toggle("offline", detail.failed === true && !document.hidden);
  });

  // The answer to a question from before a thread was opened had nothing of the thread in it: then ask for everything.
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    if (detail.elt.id === "live" && detail.parameters.thread !== detail.elt.dataset.thread) detail.parameters.since = "-1";
  });

  // -- Dialogs. <dialog> keeps the focus inside and everything behind it out of reach.

  function focusInto(dialog) {
    const body = dialog.querySelector(".modal-body");
    const fields = "input:not([type=hidden]), textarea, select";
    const first = body.querySelector("[data-autofocus]") || body.querySelector(fields)
      || dialog.querySelector(".modal-submit") || dialog.querySelector(".modal-foot button");
    first.focus();
    // What the app has written already is gone on with, not written before.
    if (first.matches("textarea, input[type=text]")) first.setSelectionRange(first.value.length, first.value.length);
  }

  function openDialogs() {
    for (const dialog of $$("#modal dialog:not([open])")) {
      dialog.showModal();
      focusInto(dialog);
    }
    // A view that was replaced took the button with it that had the focus.
    const top = $$("#modal dialog[open]").at(-1);
    if (top && document.activeElement === document.body) focusInto(top);
  }

  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.elt.matches("#modal form")) return;
    const wrong = event.detail.elt.querySelector("[aria-invalid]");
    (wrong?.matches("div") ? wrong.querySelector("input") : wrong)?.focus();
  });

  const closeView = (dialog, all = "") => htmx.ajax("POST", dialog.dataset.closeUrl, {
    source: dialog, swap: "none", values: { view_id: dialog.dataset.viewId, all },
  });

  document.addEventListener("cancel", (event) => {
    if (event.target.closest("#modal")) event.preventDefault();
  }, true);

  document.addEventListener("keydown", (event) => {
    const menu = event.target.closest("details.menu[open]");
    const dialog = event.target.closest("#modal dialog");
    if (event.key === "Escape" && menu) {
      event.preventDefault();
      menu.open = false;
      menu.querySelector("summary").focus();
    } else if (event.key === "Escape" && dialog) {
      event.preventDefault();
      closeView(dialog);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && dialog) {
      event.preventDefault();
      dialog.querySelector(".modal-submit")?.click();
    } else if (event.key === "Enter" && event.target.matches("input[hx-post]")) {
      // A field that tells the app at once does so on Enter, as in Slack, and not when it is left; the form is not sent.
      event.preventDefault();
      htmx.trigger(event.target, "entered");
    } else if (menu && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const items = $$("button", menu);
      const next = items.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      items[(next + items.length) % items.length].focus();
    }
  });

  document.addEventListener("submit", (event) => {
    if (!event.target.hasAttribute("hx-post")) event.preventDefault();
  });

  document.addEventListener("htmx:confirm", (event) => {
    const asked = event.detail.elt.dataset?.confirm;
    if (!asked) return;
    event.preventDefault();
    const words = JSON.parse(asked);
    const dialog = document.getElementById("confirm");
    const [no, yes] = $$(".modal-foot button", dialog);
    dialog.querySelector("h2").textContent = words.title;
    dialog.querySelector("p").textContent = words.text;
    no.textContent = words.no;
    yes.textContent = words.yes;
    yes.className = `button ${words.style}`;
    dialog.returnValue = "";
    no.onclick = () => dialog.close("no");
    yes.onclick = () => dialog.close("yes");
    dialog.onclose = () => {
      if (dialog.returnValue === "yes") event.detail.issueRequest(true);
      else putBack(event.detail.elt);
    };
    dialog.showModal();
    yes.focus();
  });

  function putBack(element) {
    for (const field of element.matches("select") ? [element] : $$("input", element)) {
      if (field.tagName === "SELECT") for (const one of field.options) one.selected = one.defaultSelected;
      else field.checked = field.defaultChecked;
    }
  }

  // -- Clicks: menus, threads, links that are buttons too.

  document.addEventListener("click", (event) => {
    for (const menu of $$("details.menu[open]")) {
      if (!menu.contains(event.target) || event.target.closest("[role=menuitem]")) menu.open = false;
    }
    const closer = event.target.closest("[data-close], [data-close-all]");
    if (closer) closeView(closer.closest("dialog"), closer.hasAttribute("data-close-all") ? "all" : "");
    const pressed = event.target.closest("a[data-press]");
    if (pressed) {
      htmx.ajax("POST", pressed.dataset.press, { source: pressed, swap: "none", values: JSON.parse(pressed.dataset.vals) });
    }
    const thread = event.target.closest("a[data-thread]");
    if (thread && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      openThread(thread.getAttribute("href"));
    }
  });

  async function openThread(address) {
    const answer = await fetch(address);
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    const pane = document.adoptNode(parsed.getElementById("thread-pane"));
    document.getElementById("thread-pane").replaceWith(pane);
    history.pushState({}, "", address);
    htmx.process(pane);
    document.dispatchEvent(new CustomEvent("drawn"));
    followEnds(pane);
    (pane.querySelector("textarea") || document.querySelector(".main textarea"))?.focus();
  }

  window.addEventListener("popstate", () => location.reload());

  document.addEventListener("toggle", (event) => {
    if (!event.target.matches("details.menu") || !event.target.open) return;
    const items = event.target.querySelector(".menu-items");
    const box = event.target.closest("[data-scroll], .modal-body, .home")?.getBoundingClientRect();
    event.target.classList.remove("up", "rightwards");
    const { bottom, left } = items.getBoundingClientRect();
    event.target.classList.toggle("up", event.target.closest(".composer") !== null
      || (box !== undefined && bottom > box.bottom));
    event.target.classList.toggle("rightwards", box !== undefined && left < box.left);
    if (event.target.matches(":focus-within")) items.querySelector("button")?.focus();
  }, true);

  // -- Notices come above everything, an open dialog too, and go by themselves.

  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const box = event.detail.target;
    if (box.id !== "toasts") return;
    box.hidePopover();
    box.showPopover();
    const newest = box.lastElementChild;
    setTimeout(() => newest.remove(), 8000);
  });

  document.addEventListener("DOMContentLoaded", () => {
    followEnds(document);
    document.getElementById("toasts")?.showPopover();
    openDialogs();
    if (matchMedia("(min-width: 700px)").matches) document.querySelector(".main .composer textarea")?.focus();
  });
})();

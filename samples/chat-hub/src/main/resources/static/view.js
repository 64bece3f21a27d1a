// SPDX-License-Identifier: Apache-2.0

// What the page shows. Texts of others only ever become text nodes, never markup.

const $ = (id) => document.getElementById(id);

/** Longest list of messages that a room keeps on screen. */
const MOST_MESSAGES = 500;

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

function hue(name) {
  let sum = 0;
  for (const letter of name) {
    sum = (sum * 31 + letter.codePointAt(0)) % 360;
  }
  return sum;
}

function initials(name) {
  const words = name.trim().split(/\s+/);
  return words.slice(0, 2).map((word) => [...word][0] ?? "").join("").toUpperCase();
}

function dress(node, name) {
  node.className = "avatar";
  node.style.setProperty("--hue", hue(name));
  node.textContent = initials(name);
  return node;
}

function avatar(name) {
  const node = dress(element("span"), name);
  node.setAttribute("aria-hidden", "true");
  return node;
}

/** Last characters of a connection id: enough to tell two tabs of one user apart. */
const shortId = (connectionId) => connectionId.slice(-4);

export function show(part) {
  for (const id of ["missing", "welcome", "chat"]) {
    $(id).hidden = id !== part;
  }
}

export function onEnter(action) {
  $("enter").addEventListener("submit", (event) => {
    event.preventDefault();
    const name = $("name").value.trim();
    if (name) {
      action(name);
    }
  });
  $("name").focus();
}

export function showMe(name) {
  $("my-name").textContent = name;
  dress($("my-avatar"), name);
}

export function showState(state, text) {
  $("state").dataset.state = state;
  $("state").textContent = text;
  $("compose").querySelector("button").disabled = state !== "connected";
  $("join").querySelector("button").disabled = state !== "connected";
  $("leave").disabled = state !== "connected";
}

export function showProblem(text) {
  $("problem").textContent = text ?? "";
  $("problem").hidden = !text;
}

export function showRooms(rooms, current, unread, onSelect) {
  $("rooms").replaceChildren(...rooms.map((room) => {
    const button = element("button", { type: "button", onclick: () => onSelect(room) }, room);
    button.setAttribute("aria-current", String(room === current));
    const count = unread(room);
    if (count > 0) {
      button.append(element("span", { className: "unread", title: `${count} unread` }, String(count)));
    }
    return element("li", {}, button);
  }));
  $("room-title").textContent = current ?? "No room";
  $("leave").hidden = rooms.length < 2; // private messages need a room to be shown in
}

export function showPeople(people, myId, onWrite) {
  $("people-count").textContent = String(people.length);
  $("people").replaceChildren(...people.map((person) => {
    const mine = person.connectionId === myId;
    const who = element("span", { className: "who" }, person.name, element("small", {}, mine ? "this tab" : `tab ${shortId(person.connectionId)}`));
    const row = element("li", {}, avatar(person.name), who);
    if (!mine) {
      const label = `Write privately to ${person.name}, tab ${shortId(person.connectionId)}`;
      const button = element("button", { type: "button", className: "quiet", onclick: () => onWrite(person) }, "Whisper");
      button.setAttribute("aria-label", label);
      row.append(button);
    }
    return row;
  }));
}

export function showRecipients(room, people, myId, chosen) {
  const others = people.filter((person) => person.connectionId !== myId);
  const names = [...new Set(others.map((person) => person.name))];
  const options = [new Option(room ? `# ${room}` : "no room", "room")];
  for (const name of names) {
    options.push(new Option(`${name} (all tabs)`, `user:${name}`));
  }
  for (const person of others) {
    options.push(new Option(`${person.name}, tab ${shortId(person.connectionId)}`, `connection:${person.connectionId}`));
  }
  $("to").replaceChildren(...options);
  $("to").value = options.some((option) => option.value === chosen) ? chosen : "room";
}

export function recipient() {
  return $("to").value;
}

export function writeTo(value) {
  $("to").value = value;
  $("text").focus();
}

function line(message) {
  if (message.kind === "notice") {
    return element("li", { className: "notice" }, message.text);
  }
  const time = new Date(message.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const whispered = message.kind === "whisper" ? ` · ${message.to ? `privately to ${message.to}` : "privately to you"}` : "";
  const head = element("span", { className: "head" }, element("strong", {}, message.from), `${time}${whispered}`);
  const classes = ["message", message.mine && "mine", message.kind === "whisper" && "whisper"].filter(Boolean);
  return element("li", { className: classes.join(" ") }, avatar(message.from), head, element("span", { className: "bubble" }, message.text));
}

export function showMessages(messages) {
  $("messages").replaceChildren(...messages.slice(-MOST_MESSAGES).map(line));
  scrollDown();
}

export function addMessage(message) {
  $("messages").append(line(message));
  if ($("messages").childElementCount > MOST_MESSAGES) {
    $("messages").firstElementChild.remove();
  }
  scrollDown();
}

function scrollDown() {
  $("messages").scrollTop = $("messages").scrollHeight;
}

export function onJoin(action) {
  $("join").addEventListener("submit", (event) => {
    event.preventDefault();
    const room = $("room").value.trim();
    if (room) {
      $("room").value = "";
      action(room);
    }
  });
}

export function onLeave(action) {
  $("leave").addEventListener("click", action);
}

/** The text stays in the field until the hub has taken it. */
export function onSend(action) {
  $("compose").addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = $("text").value.trim();
    if (text && await action(text)) {
      $("text").value = "";
    }
    $("text").focus();
  });
}

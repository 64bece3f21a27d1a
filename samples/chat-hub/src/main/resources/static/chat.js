// SPDX-License-Identifier: Apache-2.0

// The connection to the hub, and what the page knows: rooms, who is there, what was said.

import * as view from "./view.js";

/** Waiting times between attempts to connect; the last one repeats. */
const RETRY_MILLIS = [0, 500, 1_000, 2_000, 5_000, 10_000];

/** How often the page asks who is still here: somebody whose server died cannot say goodbye. */
const ROLL_CALL_MILLIS = 30_000;

/** Time that others have to answer a roll call. */
const ANSWER_MILLIS = 5_000;

const FIRST_ROOM = "Lobby";

/** Room name to {messages, people by connection id, unread}. */
const rooms = new Map();

let connection;
let me;
let current;

function delay(attempt) {
  return RETRY_MILLIS[Math.min(attempt, RETRY_MILLIS.length - 1)];
}

function connect(name) {
  me = name;
  const url = new URL("chat", document.baseURI);
  url.searchParams.set("name", name);
  connection = new signalR.HubConnectionBuilder()
    .withUrl(url.href)
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: ({ previousRetryCount }) => delay(previousRetryCount) })
    .configureLogging(signalR.LogLevel.Warning)
    .build();
  listen();
  view.showMe(name);
  view.show("chat");
  start(0);
}

function listen() {
  connection.on("said", (room, from, text) => add(room, { kind: "said", from: from.name, text, mine: isMe(from) }));
  connection.on("whispered", (from, text) => add(current, { kind: "whisper", from: from.name, text }));
  connection.on("joined", (room, person) => {
    meet(room, person);
    add(room, { kind: "notice", text: `${person.name} came in` });
  });
  connection.on("left", (room, person) => {
    if (rooms.get(room)?.people.delete(person.connectionId)) {
      add(room, { kind: "notice", text: `${person.name} left` });
      showPeople(room);
    }
  });
  connection.on("rollCalled", (room, connectionId) => connection.send("present", room, connectionId).catch(problem));
  connection.on("present", (room, person) => meet(room, person));
  connection.onreconnecting(() => view.showState("reconnecting", "Reconnecting…"));
  connection.onreconnected(() => connected("Back again"));
  connection.onclose((error) => {
    view.showState("disconnected", "Disconnected");
    notice(error ? "The connection was lost; trying again." : "The connection was closed; trying again.");
    start(1);
  });
}

async function start(attempt) {
  if (attempt > 0) {
    await new Promise((resolve) => setTimeout(resolve, delay(attempt)));
  }
  view.showState("connecting", "Connecting…");
  try {
    await connection.start();
    await connected("Welcome");
  }
  catch (error) {
    view.showState("disconnected", "Not connected");
    view.showProblem(`No connection: ${error.message}`);
    start(attempt + 1);
  }
}

/** A new connection is in no group, so it joins its rooms again. */
async function connected(greeting) {
  view.showProblem(null);
  view.showState("connected", "Connected");
  const wanted = rooms.size > 0 ? [...rooms.keys()] : [FIRST_ROOM];
  for (const room of wanted) {
    await enter(room);
  }
  select(rooms.has(current) ? current : rooms.keys().next().value);
  notice(`${greeting}, ${me}`);
}

async function enter(room) {
  const known = rooms.get(room) ?? { messages: [], people: new Map(), unread: 0 };
  known.people.clear();
  known.people.set(connection.connectionId, { connectionId: connection.connectionId, name: me });
  rooms.set(room, known);
  if (await call("join", room)) {
    await call("whoIsHere", room);
  }
  else {
    rooms.delete(room);
  }
}

async function leave() {
  if (current && await call("leave", current)) {
    rooms.delete(current);
    select(rooms.keys().next().value);
  }
}

/** Invokes a hub method; shows what went wrong. */
async function call(method, ...args) {
  try {
    await connection.invoke(method, ...args);
    view.showProblem(null);
    return true;
  }
  catch (error) {
    problem(error);
    return false;
  }
}

function problem(error) {
  view.showProblem(error.message.replace(/^.*HubException: /, ""));
}

async function send(text) {
  const [kind, ...rest] = view.recipient().split(":");
  const target = rest.join(":");
  if (kind === "room") {
    return call("say", current, text);
  }
  const method = kind === "user" ? "whisperToUser" : "whisperToConnection";
  const name = kind === "user" ? target : (rooms.get(current)?.people.get(target)?.name ?? "somebody");
  const sent = await call(method, target, text);
  if (sent) {
    add(current, { kind: "whisper", from: me, to: name, text, mine: true });
  }
  return sent;
}

function isMe(person) {
  return person.connectionId === connection.connectionId;
}

function meet(room, person) {
  rooms.get(room)?.people.set(person.connectionId, { ...person, seen: Date.now() });
  showPeople(room);
}

/** Asks the room, then forgets who did not answer. */
async function callTheRoll() {
  if (!current || connection.state !== signalR.HubConnectionState.Connected) {
    return;
  }
  const room = current;
  const asked = Date.now();
  if (await call("whoIsHere", room)) {
    setTimeout(() => forgetSilent(room, asked), ANSWER_MILLIS);
  }
}

function forgetSilent(room, asked) {
  const people = rooms.get(room)?.people ?? new Map();
  for (const person of people.values()) {
    if (!isMe(person) && (person.seen ?? 0) < asked) {
      people.delete(person.connectionId);
    }
  }
  showPeople(room);
}

function add(room, message) {
  const known = rooms.get(room);
  if (!known) {
    return;
  }
  const complete = { at: Date.now(), ...message };
  known.messages.push(complete);
  if (room === current) {
    view.addMessage(complete);
  }
  else if (message.kind !== "notice") {
    known.unread += 1;
    showRooms();
  }
}

function notice(text) {
  add(current, { kind: "notice", text });
}

function select(room) {
  current = room;
  const known = rooms.get(room);
  if (known) {
    known.unread = 0;
  }
  showRooms();
  view.showMessages(known?.messages ?? []);
  showPeople(room);
}

function showRooms() {
  view.showRooms([...rooms.keys()], current, (room) => rooms.get(room).unread, select);
}

function showPeople(room) {
  if (room !== current) {
    return;
  }
  const people = [...(rooms.get(room)?.people.values() ?? [])].sort((a, b) => a.name.localeCompare(b.name));
  view.showPeople(people, connection.connectionId, (person) => view.writeTo(`connection:${person.connectionId}`));
  view.showRecipients(current, people, connection.connectionId, view.recipient());
}

function begin() {
  if (!window.signalR) {
    view.show("missing");
    return;
  }
  view.onJoin(async (room) => {
    if (!rooms.has(room)) {
      await enter(room);
    }
    select(rooms.has(room) ? room : current);
  });
  view.onLeave(leave);
  view.onSend(send);
  setInterval(callTheRoll, ROLL_CALL_MILLIS);
  const name = new URLSearchParams(location.search).get("name");
  if (name) {
    connect(name);
    return;
  }
  view.show("welcome");
  view.onEnter(connect);
}

begin();

"use strict";
// The console page. Every text of a call is put in as text, never as markup.

const WORDS = {
  ko: {
    warning: "이 컴퓨터에서만 쓰는 시험용입니다. 실제 결제는 일어나지 않으며, 운영 환경에 사용하지 마십시오.",
    calls: "호출", none: "아직 호출이 없습니다.", next: "다음 응답 정하기", vendor: "PG사", operation: "API", answer: "응답",
    apply: "적용", notify: "통지 보내기", notification: "통지", url: "주소", times: "횟수", wrong: "오류", send: "보내기",
    credentials: "주소와 시험용 인증 정보", accepted: "수락", refused: "거절", no_operation: "없는 API", found: "거절 이유",
    signature: "서명 오류", field: "항목 오류", credential: "인증 오류",
    request: "요청", headers: "헤더", body: "본문", response: "응답", plain: "암호화 전 응답", steps: "서명 단계별 비교",
    expected: "명세에 따른 값", came: "받은 값", equal: "같음", differs: "다름", searching: "받은 값이 어떻게 만들어졌는지 찾는 중…",
    other_text: "서명한 원문이 다릅니다. 다른 부분을 표시했습니다.", same_text: "원문은 같습니다. 해시 방식, 키 또는 인코딩이 다릅니다.",
    nothing: "이 요청의 값으로는 받은 값을 만들 수 없습니다. 키나 값이 다릅니다.", theirs: "받은 서명의 원문", ours: "명세의 원문",
    queued: "다음 호출에 적용됩니다:", key_pem: "PEM 키", none_wrong: "없음", key: "다른 키로 서명", no_proof: "서명 없음",
    changed: "본문 변조", pending: "처리 중", refuse_token: "토큰 거절", another: "다른 요청에 대한 응답", mishaps: "통신 장애",
    codes: "결과코드", others: "기타", unknown: "알 수 없음", other: "English",
    notes: "알림", records: "PG사가 기억하는 것", no_records: "아직 없습니다. 결제나 빌링키가 생기면 여기에 상태가 표시됩니다.", what: "종류", keys: "식별값", left: "잔액 / 금액", state: "상태",
    open: "유효", partly_spent: "일부 취소·사용", spent: "전액 취소·사용", waiting: "처리 중", ended: "종료", prepared: "승인 대기",
  },
  en: {
    warning: "For tests on this machine only. No money is moved; never use it in production.",
    calls: "Calls", none: "No call yet.", next: "Decide the next answer", vendor: "Vendor", operation: "Operation", answer: "Answer",
    apply: "Apply", notify: "Send a notification", notification: "Notification", url: "Address", times: "Times", wrong: "Wrong", send: "Send",
    credentials: "Addresses and test credentials", accepted: "accepted", refused: "refused", no_operation: "no operation", found: "Why it was refused",
    signature: "signature", field: "field", credential: "key or token",
    request: "Request", headers: "Headers", body: "Body", response: "Answer", plain: "Answer before it was encrypted", steps: "Signature, step by step",
    expected: "What the spec makes", came: "What came", equal: "equal", differs: "differs", searching: "Looking for what came was made of…",
    other_text: "Another text was signed. The parts that differ are marked.", same_text: "The text is the same: the digest, the key or the encoding differs.",
    nothing: "No recipe makes what came of the values of this request: a key or a value is another one.", theirs: "The text behind what came", ours: "The text of the spec",
    queued: "Counts for the next call:", key_pem: "key in PEM", none_wrong: "nothing", key: "signed with another key", no_proof: "no signature",
    changed: "a changed byte", pending: "pending", refuse_token: "token refused", another: "answer to another request", mishaps: "Faults on the way",
    codes: "Result codes", others: "Others", unknown: "not known", other: "한국어",
    notes: "Notes", records: "What vendors remember", no_records: "Nothing yet. Payments and billing keys are shown here with their state.", what: "Kind", keys: "Keys", left: "Left / amount", state: "State",
    open: "open", partly_spent: "partly cancelled or used", spent: "cancelled or used up", waiting: "pending", ended: "ended", prepared: "waits for approval",
  },
};

// A language that the page does not have is English.
const wanted = new URLSearchParams(location.search).get("lang") || navigator.language;
let language = wanted.startsWith("ko") ? "ko" : "en";
let known = { vendors: [], mishaps: [] };
let calls = [];
let records = [];
let selected = Number(new URLSearchParams(location.search).get("call")) || 0;

const say = (word) => WORDS[language][word] ?? word;
const byId = (id) => document.getElementById(id);
const labelOf = (label) => (label && (label[language] || label.ko || label.en)) || "";

function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") element.className = value;
    else if (key.startsWith("aria-") || key === "role" || key === "for") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

async function get(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error((await answer.json()).error);
  return answer.json();
}

async function post(path, value) {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(value) });
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error);
  return said;
}

function translate() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-say]")) element.textContent = say(element.dataset.say);
  byId("language").textContent = say("other");
  byId("language").lang = language === "ko" ? "en" : "ko";
  fillForms();
  showCredentials();
  showRecords();
  showCalls();
  showCall();
}

// Calls.

const operationOf = (call) => {
  const vendor = known.vendors.find((each) => each.id === call.vendor);
  return vendor && vendor.operations.find((each) => each.name === call.operation);
};

function showCalls() {
  byId("none").hidden = calls.length > 0;
  byId("calls").replaceChildren(...calls.slice().reverse().map((call) => {
    const choose = () => { selected = call.number; showCalls(); showCall(); };
    const name = call.operation ? `${call.vendor}.${call.operation}` : say("no_operation");
    const operation = operationOf(call);
    return make("li", { class: call.outcome, tabIndex: 0, "aria-selected": String(call.number === selected), onclick: choose, onkeydown: (event) => { if (event.key === "Enter") choose(); } },
      make("div", {}, make("span", { class: call.outcome }, say(call.outcome)), ` ${name} `, make("b", {}, operation ? labelOf(operation.label) : "")),
      make("div", { class: "small" }, `${new Date(call.at).toLocaleTimeString(language)} · ${call.method} ${call.path.split("?")[0]} → ${call.status}${call.script ? ` · ${call.script}` : ""}`));
  }));
}

function pre(title, text) {
  return text ? [make("h3", {}, title), make("pre", {}, text)] : [];
}

function showCall() {
  const call = calls.find((each) => each.number === selected);
  byId("call").hidden = !call;
  if (!call) return;
  const operation = operationOf(call);
  const steps = make("div", {});
  const headers = call.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  byId("call").replaceChildren(
    make("h2", {}, `#${call.number} ${call.operation ? `${call.vendor}.${call.operation}` : ""} ${operation ? labelOf(operation.label) : ""} `, make("span", { class: call.outcome }, say(call.outcome))),
    ...(call.notes.length ? [make("h3", {}, say("notes")), make("ul", { class: "findings" }, ...call.notes.map((note) => make("li", {}, note)))] : []),
    ...(call.findings.length ? [make("h3", {}, say("found")), make("ul", { class: "findings" }, ...call.findings.map((finding) => make("li", {}, make("b", {}, finding.subject), finding.reports ? ` (${say(finding.reports)}) ` : " ", make("span", { lang: "en" }, finding.text))))] : []),
    steps,
    ...pre(`${say("request")} · ${call.method} ${call.path}`, call.body),
    ...pre(`${say("response")} · ${call.status}`, call.answer),
    ...pre(say("plain"), call.plain_answer),
    ...pre(say("headers"), headers));
  if (call.operation) showSteps(call, steps).catch((error) => steps.replaceChildren(make("p", { class: "small" }, error.message)));
}

// What vendors remember.

function showRecords() {
  byId("no-records").hidden = records.length > 0;
  const head = make("tr", {}, ...["what", "keys", "left", "state"].map((word) => make("th", {}, say(word))));
  const rows = records.map((each) => make("tr", {},
    make("td", {}, `${each.vendor} `, make("b", {}, labelOf(each.label))),
    make("td", { class: "mono" }, each.keys.map((key) => `${key.name} ${key.text}`).join(", ")),
    make("td", { class: "mono" }, each.amount === null && each.left === null ? "" : `${each.left ?? "?"} / ${each.amount ?? "?"}`),
    make("td", { class: `state ${each.state}` }, say(each.state === "pending" ? "waiting" : each.state))));
  byId("records").replaceChildren(...(records.length ? [head, ...rows] : []));
}

async function askForRecords() {
  records = (await get("/_sandbox/records")).records;
  showRecords();
}

// Steps of signatures.

function flat(step, list = []) {
  for (const input of step.inputs) flat(input, list);
  list.push(step);
  return list;
}

// The parts of two texts that differ: what is between their common beginning and their common end.
function marked(text, other) {
  let start = 0;
  while (start < text.length && start < other.length && text[start] === other[start]) start += 1;
  let end = 0;
  while (end < text.length - start && end < other.length - start && text[text.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return [text.slice(0, start), make("mark", {}, text.slice(start, text.length - end) || "∅"), text.slice(text.length - end)];
}

function stepLine(step) {
  const text = step.text ?? step.hex ?? say("unknown");
  const line = make("li", {}, make("span", { class: "label" }, step.label), make("span", { class: "mono" }, text));
  line.dataset.text = text;
  return line;
}

async function showSteps(call, place) {
  const { fields } = await get(`/_sandbox/calls/${call.number}/steps`);
  if (selected !== call.number || !fields.length) return;
  const wrong = new Set(call.findings.filter((finding) => finding.reports === "signature").map((finding) => finding.subject));
  const shown = fields.filter((field) => field.came !== null);
  shown.sort((one, other) => wrong.has(other.field) - wrong.has(one.field));
  place.replaceChildren(make("h3", {}, say("steps")), ...shown.map((field) => {
    const expected = field.expected.text ?? field.expected.hex;
    const differs = field.same === false || wrong.has(field.field);
    const explanation = make("div", {});
    const list = make("ol", { class: "steps" }, ...flat(field.expected).map(stepLine));
    if (differs) explain(call, field, explanation, list);
    return make("details", { open: differs, class: "box" },
      make("summary", {}, make("b", { class: "mono" }, field.field), " ", make("span", { class: differs ? "refused" : "accepted" }, say(differs ? "differs" : "equal"))),
      make("div", { class: "beside" },
        make("div", { class: differs ? "differs" : "equal" }, make("div", { class: "small" }, say("came")), make("span", { class: "mono" }, field.came)),
        make("div", {}, make("div", { class: "small" }, say("expected")), make("span", { class: "mono" }, expected ?? say("unknown")))),
      explanation,
      list);
  }));
}

async function explain(call, field, place, list) {
  place.replaceChildren(make("p", { class: "small" }, say("searching")));
  try {
    const found = await get(`/_sandbox/calls/${call.number}/explanation/${encodeURIComponent(field.field)}`);
    const texts = found.says === "other_text"
      ? [make("div", { class: "beside" },
        make("div", { class: "differs" }, make("div", { class: "small" }, say("theirs")), make("span", { class: "mono" }, ...marked(found.theirs, found.ours ?? ""))),
        make("div", {}, make("div", { class: "small" }, say("ours")), make("span", { class: "mono" }, ...marked(found.ours ?? "", found.theirs))))]
      : [];
    place.replaceChildren(make("p", { class: "verdict" }, say(found.says)), ...texts);
    // The first step whose text is the one that was signed is where they part.
    const here = [...list.children].find((item) => found.says === "other_text" && item.dataset.text === found.ours);
    if (here) here.classList.add("here");
  } catch (error) {
    place.replaceChildren(make("p", { class: "small" }, error.message));
  }
}

// Forms.

function options(select, list) {
  const before = select.value;
  select.replaceChildren(...list);
  if ([...select.options].some((option) => option.value === before)) select.value = before;
}

function fillForms() {
  options(byId("script-vendor"), known.vendors.map((each) => new Option(`${each.id} ${labelOf(each.label)}`, each.id)));
  fillOperations();
  const notifications = known.vendors.flatMap((vendor) => vendor.notifications.map((each) => new Option(`${vendor.id}.${each.name} ${labelOf(each.label)}`, `${vendor.id} ${each.name}`)));
  options(byId("notify-what"), notifications);
  options(byId("notify-wrong"), [["none_wrong", ""], ["key", "key"], ["no_proof", "no-proof"], ["changed", "changed-byte"]].map(([word, value]) => new Option(say(word), value)));
}

function fillOperations() {
  const vendor = known.vendors.find((each) => each.id === byId("script-vendor").value);
  options(byId("script-operation"), (vendor ? vendor.operations : []).map((each) => new Option(`${each.name} ${labelOf(each.label)}`, each.name)));
  fillScripts();
}

function fillScripts() {
  const vendor = known.vendors.find((each) => each.id === byId("script-vendor").value);
  const operation = vendor && vendor.operations.find((each) => each.name === byId("script-operation").value);
  const group = (title, list) => { const made = make("optgroup", { label: title }); made.append(...list); return made; };
  options(byId("script-what"), [
    group(say("codes"), (operation ? operation.codes : []).map((each) => new Option(`${each.code} ${labelOf(each.label)}`, `code ${each.code}`))),
    group(say("others"), [new Option(say("pending"), "pending"), new Option(say("another"), "another-request"), new Option(say("refuse_token"), "refuse-token")]),
    group(say("mishaps"), known.mishaps.map((each) => new Option(each[language], `mishap ${each.word}`))),
  ]);
}

function showCredentials() {
  byId("credentials").replaceChildren(...known.vendors.map((vendor) => make("div", {},
    make("h3", {}, `${vendor.id} ${labelOf(vendor.label)}`),
    make("table", {},
      make("tr", {}, make("th", {}, say("url")), make("td", { class: "mono" }, `${location.origin}/${vendor.id}`)),
      ...vendor.credentials.map((each) => make("tr", {}, make("th", {}, `${each.name} ${labelOf(each.label)}`),
        make("td", { class: "mono" }, each.text ?? make("a", { href: `/_sandbox/credentials/${vendor.id}/${each.name}` }, say("key_pem")))))))));
}

byId("language").onclick = () => { language = language === "ko" ? "en" : "ko"; translate(); };
byId("script-vendor").onchange = fillOperations;
byId("script-operation").onchange = fillScripts;
byId("script").onsubmit = async (event) => {
  event.preventDefault();
  const [vendor, operation, script] = ["vendor", "operation", "what"].map((name) => byId(`script-${name}`).value);
  try {
    await post("/_sandbox/scripts", { vendor, operation, scripts: [script] });
    byId("script-done").textContent = `${say("queued")} ${vendor}.${operation}: ${script}`;
  } catch (error) {
    byId("script-done").textContent = error.message;
  }
};
byId("notify").onsubmit = async (event) => {
  event.preventDefault();
  const [vendor, notification] = byId("notify-what").value.split(" ");
  const wrong = byId("notify-wrong").value;
  const asked = { vendor, notification, url: byId("notify-url").value, times: Number(byId("notify-times").value) };
  if (wrong) asked.wrong = wrong;
  byId("notify-done").hidden = false;
  try {
    byId("notify-done").textContent = JSON.stringify(await post("/_sandbox/notifications", asked), null, 2);
  } catch (error) {
    byId("notify-done").textContent = error.message;
  }
};

async function poll() {
  let pause = 1000;
  try {
    const last = calls.length ? calls[calls.length - 1].number : 0;
    const told = await get(`/_sandbox/calls?after=${last}`);
    // The sandbox was started again: its calls begin anew.
    if (told.start !== known.start) return location.reload();
    const more = told.calls;
    pause = told.more ? 0 : 1000;
    if (more.length) {
      calls = calls.concat(more).slice(-200);
      if (!selected) selected = calls[calls.length - 1].number;
      showCalls();
      await askForRecords();
      if (more.some((call) => call.number === selected)) showCall();
    }
  } finally {
    setTimeout(poll, pause);
  }
}

get("/_sandbox/vendors").then((told) => { known = told; translate(); askForRecords().finally(poll); });

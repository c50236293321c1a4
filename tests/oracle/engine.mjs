// Fills exported forms in ODK's own engine, as a person would, and says what the form shows and computes.
//
// Standard input, one JSON object a line:
//   {"load": NAME, "xml": XFORM}                              takes this form instead of the one before
//   {"rounds": [{"home": {…}, "members": [{…}, …]}, …]}       answers it anew, round after round; with
//     "sent": true its submission is said too, as "xml"
// An answer is text, a number, or a list of choices; null takes it away. Only fields that are asked at that
// moment are answered, in the form's order; a round is gone through again while answering opens new fields.
// Standard output, one JSON object a line, in order: {"loaded": NAME} or
//   {"visible": ["wall", "m1.sex", …], "calc": {"calc_item_a01": "75", …}, "members": [{"calc_age": "42", …}],
//    "violations": ["m2.x_birth_date: constraint"], "ms": 31.2}
// or {"error": "…"}.
import { createInterface } from 'node:readline';
import { JSDOM } from 'jsdom';

const REPEAT = 'members';
const ASKED = new Set(['input', 'select']);
const DOM = ['DOMParser', 'XMLSerializer', 'Node', 'Element', 'Document', 'Attr', 'Text', 'XPathResult'];

const { window } = new JSDOM('');
for (const name of DOM) globalThis[name] = window[name];
globalThis.document = window.document;
globalThis.window = window;
globalThis.__dirname = '.'; // its XPath parser asks for it where it sees Node; nothing is read from there
const { loadForm } = await import('@getodk/xforms-engine');

let form = null; // one at a time: the engine holds all filled forms of a form until that form is let go

async function load({ load: name, xml }) {
  form = await loadForm(xml);
  if (form.status !== 'success') throw new Error(String(form.error));
  return { loaded: name };
}

function fill({ rounds, sent }) {
  const began = performance.now();
  const { root } = form.createInstance();
  for (const round of rounds) {
    const done = new Set();
    while (answer(root, round, done));
  }
  const submission = sent ? { xml: root.instanceState.instanceXML } : {};
  return { ...seen(root), ...submission, ms: performance.now() - began };
}

/** Puts every answer that is asked for now and was not put before; whether anything was put. */
function answer(root, round, done) {
  let changed = false;
  for (const { node, name, member } of leaves(root)) {
    const given = member === null ? round.home : round.members[member];
    if (done.has(node) || !node.currentState.relevant || !(name in (given ?? {}))) continue;
    put(node, given[name]);
    done.add(node);
    changed = true;
  }
  return changed;
}

function put(node, value) {
  if (node.nodeType === 'select') {
    node.selectValues(value === null ? [] : [value].flat());
  } else {
    node.setValue(value === null ? '' : String(value));
  }
}

/** The fields a person answers, in order; those of a member with its place in the household. */
function* leaves(node, member = null) {
  if (ASKED.has(node.nodeType)) yield { node, name: nameOf(node), member };
  const entries = node.nodeType.startsWith('repeat-range') && nameOf(node) === REPEAT;
  for (const [place, child] of (node.currentState.children ?? []).entries()) {
    yield* leaves(child, entries ? place : member);
  }
}

function nameOf(node) {
  return node.currentState.reference.split('/').at(-1).replace(/\[\d+\]$/, '');
}

function seen(root) {
  const visible = [];
  const violations = [];
  for (const { node, name, member } of leaves(root)) {
    if (!node.currentState.relevant) continue;
    const key = member === null ? name : `m${member + 1}.${name}`;
    visible.push(key);
    const { violation } = node.validationState;
    if (violation !== null) violations.push(`${key}: ${violation.condition}`);
  }
  const members = [];
  const calc = {};
  collect(root, calc, members);
  return { visible, violations, calc, members };
}

function collect(node, into, members) {
  if (node.nodeType === 'model-value') into[nameOf(node)] = node.currentState.value;
  const entries = node.nodeType.startsWith('repeat-range') && nameOf(node) === REPEAT;
  for (const child of node.currentState.children ?? []) {
    if (entries) members.push({});
    collect(child, entries ? members.at(-1) : into, members);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  let said;
  try {
    said = 'load' in asked ? await load(asked) : fill(asked);
  } catch (error) {
    said = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}

// Material's search worker behind a better question. Material starts this file
// instead of its own (overrides/main.html); the first message starts the real
// one, so that a visit without a search does not pay for it.
//
// A query is one of three things:
// - With operators ("two words", +word, -word, word*) it goes on as it is.
// - A few words: a section must hold them all. Chinese is cut into the words of
//   the index: Material's own cutting never looks at the word that ends a query.
// - A line pasted from a terminal, or words that no section holds together: the
//   sections are ranked here, by rare words and by words that stand side by side.
//   Stable words of an error tell; the reader's own names and numbers do not.

const SETUP = 0, QUERY = 2, RESULT = 3
const HAN = /\p{sc=Han}/u
const END = "\u3029" // a Chinese numeral on no page: put after a word, Material sees the word whole
const ROOM = 1 << 16 // for the words of a section
const LEAST = 0.12 // what a section holds of a pasted line, for the line to be its own

// What a terminal shows around the words of an error.
const NOISE = [
  /\x1b?\[[\d;]*m/g, // colours
  /Traceback \(most recent call last\):?/g,
  /(File|Cell) ("[^"]*"|[^\s,]+), line \d+(, in \S+)?/g,
  /\w+:\/\/[^\s'"`<>]+/g, // addresses
  /([A-Za-z]:|~|\.{1,2}|(?<![\w.…]))[\\/][^\s\\/:'"`<>]+([\\/][^\s\\/:'"`<>]+)+/g, // paths
  /0x[\da-f]+/gi,
]

// Read from a folder, the worker is an iframe (iframe-worker.js).
const script = self.document ? document.currentScript.src : location.href
const [, real] = script.split("?")

let separator, words, docs, places, sizes, started, asked

async function start(index) {
  docs = index.docs
  separator = new RegExp(index.config.separator)
  words = new Set(docs.flatMap(doc => `${doc.title} ${doc.text}`.split(separator)).filter(word => HAN.test(word)))
  // Errors and old code name everything once more: a few words ask for the page that teaches it.
  for (const doc of docs) {
    if (doc.location.includes("help/troubleshooting")) doc.boost = 0.005
    if (doc.location.includes("help/old-code")) doc.boost = 0.2
  }
  index.config.lang = ["en"] // with an empty pipeline the language only costs two more files
  await importScripts(new URL(real, script)) // waits in an iframe only
}

// A run of Chinese as words of the index, longest first; + marks those that must be there.
function cut(run) {
  const found = []
  for (let at = 0; at < run.length;) {
    const rest = run.slice(at)
    let size = Math.min(rest.length, 12)
    while (size && !words.has(rest.slice(0, size))) size--
    if (rest.length > 1 && size < rest.length) {
      // Typed in part: 清华 of 清华大学
      const whole = [...words].filter(word => word.includes(rest)).sort((a, b) => a.length - b.length)
      if (whole.length) return [...found, ...whole.slice(0, 4)]
    }
    if (size) found.push(`+${rest.slice(0, size)}`)
    at += size || 1
  }
  return found
}

// ---- what kind of query it is

function isOperators(query) {
  return query.split(/\s+/).length < 5 && /^"[^"]+"$|(^|\s)[+-]\p{L}{2}|[\p{L}\p{N}]{2}\*(\s|$)/u.test(query)
}

function isPasted(query) {
  return query.split(/\s+/).length > 5 || /['"`\\[\]{}()<>=]|\w:(\s|$)|\w\/\w/.test(query)
}

// A few words, as Material's worker takes them.
function ask(query) {
  const parts = query.replace(/\p{sc=Han}+/gu, " $& ").split(/\s+/)
  return parts
    .filter(part => parts.length < 2 || !/^\w$/.test(part)) // "save a model"
    .flatMap(part => HAN.test(part) ? cut(part) : part.split(separator).filter(Boolean).map(word => `+${word}`))
    .map(word => HAN.test(word) ? `${word}${END}` : /^\+\w\w$/.test(word) && parts.length > 1 ? word : `${word}*`) // "PR curve"
    .join(" ")
}

// ---- a pasted line

const wordsOf = text => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) || []).filter(word => /\D/.test(word))

// Its words, without what the terminal puts around them.
function clean(query) {
  const line = NOISE.reduce((text, noise) => text.replace(noise, " "), query)
  const text = /\p{L}/u.test(line) ? line : query
  return wordsOf(text.replace(/\p{sc=Han}+/gu, run => ` ${cut(run).join(" ")} `))
}

// Where each word stands: the number of the section and, in the lower 16 bits, the place in it.
function index() {
  places = new Map()
  sizes = docs.map((doc, number) => {
    const title = wordsOf(plain(doc.title))
    const list = [...title, "", ...wordsOf(plain(doc.text))]
    list.forEach((word, at) => {
      if (!places.has(word)) places.set(word, [])
      places.get(word).push(number * ROOM + at)
    })
    return {title: title.length, all: list.length}
  })
}

const plain = html => html.replace(/<[^>]*>|&\w+;/g, " ")

// The sections that hold some of the words, best first, and how much each word tells.
function rank(list, least) {
  if (!places) index()
  const scores = new Map(), telling = new Map()
  const runs = new Set(list.flatMap((word, at) => [1, 2, 3].map(size => list.slice(at, at + size).join(" "))))
  for (const run of runs) {
    if (/^\w$/.test(run)) continue // a letter tells something only beside a word
    const [first, ...rest] = run.split(" ")
    const found = rest.reduce((found, word, more) => {
      const next = new Set(places.get(word))
      return found.filter(place => next.has(place + more + 1))
    }, places.get(first) || [])
    const held = new Map([...found].reverse().map(place => [Math.floor(place / ROOM), place % ROOM]))
    const rare = Math.log(1 + docs.length / held.size)
    if (!rest.length && held.size) telling.set(first, rare)
    for (const [number, at] of held) {
      const weight = at < sizes[number].title ? 1.5 : 1
      scores.set(number, (scores.get(number) || 0) + weight * rare)
    }
  }
  const found = [...scores].map(([number, score]) => ({
    doc: docs[number],
    score: score / (1 + Math.log(1 + sizes[number].all / 2000)),
  }))
  found.sort((a, b) => b.score - a.score)
  // An error that the book does not know has only common words in common with it.
  const most = Math.min(runs.size, 75) * Math.log(1 + docs.length)
  return {found: found.length && found[0].score > least * most ? found : [], telling}
}

// ---- what the reader sees of them, as Material's worker would say it

function answer(query, least = 0) {
  const {found, telling} = rank(clean(query), least)
  const told = [...telling].sort((a, b) => b[1] - a[1]).slice(0, 12)
  const items = new Map() // page → its sections, the page itself among them
  let newest
  for (const [number, {doc, score}] of found.slice(0, 20).entries()) {
    if (score < found[0].score / 4) break
    const page = doc.location.split("#")[0]
    // Material folds away what scores less than the first of its page.
    const seen = !items.has(page) || page === newest && number < 3
    if (!items.has(page)) items.set(newest = page, [])
    items.get(page).push({...marked(doc, new Map(told)), score: seen ? 1 : 0.5})
  }
  for (const [page, group] of items) {
    if (group.some(item => item.location === page)) continue
    group.push({...docs.find(doc => doc.location === page), text: "", score: 0, terms: {}})
  }
  return {type: RESULT, data: {items: [...items.values()]}}
}

// A section's title and the two parts of its text that say most, with the words marked.
function marked({location, title, text}, telling) {
  const held = new Set()
  const mark = html => html.replace(/<[^>]*>|&\w+;|[\p{L}\p{N}]+/gu, part => {
    const word = part.toLowerCase()
    return telling.has(word) ? (held.add(word), `<mark>${part}</mark>`) : part
  })
  const says = part => [...new Set(wordsOf(plain(part)))].reduce((sum, word) => sum + (telling.get(word) || 0), 0)
  const parts = text.match(/<(p|pre|li)>.*?<\/\1>/gs) || [text]
  const best = [...parts].sort((a, b) => says(b) - says(a)).slice(0, 2)
  const shown = parts.filter(part => best.includes(part)).map(mark).join("")
  return {location, title: mark(title), text: shown, terms: Object.fromEntries([...held].map(word => [word, true]))}
}

// ---- between the page and Material's worker

function tell(message) {
  dispatchEvent(new MessageEvent("message", {data: message}))
}

addEventListener("message", event => {
  const message = event.data
  if (message.type === SETUP && !started) {
    started = true
    start(message.data).then(() => tell(message)) // the real worker listens from now on
  } else if (message.type === QUERY) {
    const query = message.data.trim()
    asked = ""
    if (isOperators(query)) return
    if (isPasted(query)) {
      event.stopImmediatePropagation()
      return post(answer(query, LEAST))
    }
    asked = query
    message.data = ask(query)
  }
})

const post = self.postMessage.bind(self)
self.postMessage = message => {
  const isEmpty = message.type === RESULT && asked && !message.data.items.length
  post(isEmpty ? answer(asked) : message)
}

// Material's search worker behind a better question. Material starts this file
// instead of its own (overrides/main.html); the first message starts the real
// one, so that a visit without a search does not pay for it.
//
// Two things are done to a query. Chinese is cut into the words of the index:
// Material's own cutting never looks at the word that ends a query. And a
// section must hold all the words; only if none does, any of them will do.
// A query with operators ("…", +, -, ~, ^, *, field:) is left as it is.

const SETUP = 0, QUERY = 2, RESULT = 3
const HAN = /\p{sc=Han}/u
const END = "\u3029" // a Chinese numeral on no page: put after a word, Material sees the word whole

// Read from a folder, the worker is an iframe (iframe-worker.js).
const script = self.document ? document.currentScript.src : location.href
const [, real] = script.split("?")

let separator, words, started, any

async function start({config, docs}) {
  separator = new RegExp(config.separator)
  words = new Set(docs.flatMap(doc => `${doc.title} ${doc.text}`.split(separator)).filter(word => HAN.test(word)))
  config.lang = ["en"] // with an empty pipeline the language only costs two more files
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

function ask(query) {
  if (/["*~^]|:\S|(^|\s)[+-]/.test(query)) return query
  return query
    .replace(/\p{sc=Han}+/gu, " $& ")
    .split(/\s+/)
    .flatMap(part => HAN.test(part) ? cut(part) : part.split(separator).filter(Boolean).map(word => `+${word}`))
    .map(word => HAN.test(word) ? `${word}${END}` : `${word}*`)
    .join(" ")
}

function tell(message) {
  dispatchEvent(new MessageEvent("message", {data: message}))
}

addEventListener("message", event => {
  const message = event.data
  if (message.type === SETUP && !started) {
    started = true
    start(message.data).then(() => tell(message)) // the real worker listens from now on
  } else if (message.type === QUERY && !message.isAsked) {
    const query = message.data
    message.data = ask(query)
    any = message.data === query ? "" : message.data.replace(/(^|\s)\+/g, "$1")
  }
})

const post = self.postMessage.bind(self)
self.postMessage = message => {
  if (message.type !== RESULT || message.data.items.length || !any) return post(message)
  const query = any
  any = ""
  tell({type: QUERY, data: query, isAsked: true})
}

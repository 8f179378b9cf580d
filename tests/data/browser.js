// What tests in a browser ask inside a page. Loaded before the page's own scripts.
const COLOUR = ["color-contrast", "link-in-text-block"]

window.book = {
  // Layout shift since the page began to load.
  shifts: 0,

  seen(e) {
    return e.checkVisibility({opacityProperty: true, visibilityProperty: true})
      && e.getBoundingClientRect().width > 1
  },

  // Until what was changed is drawn, and those who watch for it have acted.
  // A page that is not shown draws no frames: then a moment must do.
  frame: () => new Promise(done => {
    requestAnimationFrame(() => setTimeout(done))
    setTimeout(done, 1000)
  }),

  // Until the page has nothing to do.
  async rest() {
    const idle = () => new Promise(done => requestIdleCallback(done, {timeout: 2000}))
    await idle()
    await book.frame()
    await idle()
  },

  // Down to the end of the page and back, so that what waits for the reader is loaded.
  async scroll() {
    for (let y = 0; y < document.body.scrollHeight; y += 2 * innerHeight) {
      scrollTo(0, y)
      await book.frame()
    }
    await Promise.all([...document.images].map(image => image.decode().catch(() => {})))
    await book.frame()
    scrollTo(0, 0)
    await book.frame()
    return book.shifts
  },

  facts() {
    const all = selector => [...document.querySelectorAll(selector)]
    const names = ["aria-label", "title", "placeholder", "alt"]
    return {
      lang: document.documentElement.lang,
      links: all("a[href]").map(e => e.href),
      twin: document.querySelector("a.book-switch")?.href,
      pictures: all("img").map(e => ({
        src: e.getAttribute("src"),
        alt: e.alt,
        width: e.getAttribute("width"),
        height: e.getAttribute("height"),
        loaded: e.naturalWidth > 0,
      })),
      labels: all("[aria-label], [title], [placeholder], [alt], button").flatMap(e =>
        [...names.map(name => e.getAttribute(name)), e.matches("button") ? e.innerText : ""]
          .filter(label => label && label.trim())
          // The theme repeats a heading that is cut off in the table of contents.
          .filter(label => !e.closest(".md-nav--secondary") || label.trim() !== e.innerText.trim())
          .map(label => ({label, lang: e.closest("[lang]").lang}))),
    }
  },

  // Until there is something on the clipboard. (Playwright's wait_for_function is
  // an eval, which the page's policy stops.)
  async copied() {
    while (!await navigator.clipboard.readText()) await book.frame()
  },

  // Presses the copy buttons of some blocks, from the first to the last; null for a block that
  // has none a reader could press. A few at a time: a browser lets a script press for some
  // seconds, as after a click of the reader's, and a busy machine may take longer for them all.
  async copy(first = 0, last = Infinity) {
    const copied = []
    for (const answer of document.querySelectorAll("details")) answer.open = true
    await navigator.clipboard.writeText("not copied")
    for (const block of [...document.querySelectorAll(".md-content .highlight")].slice(first, last)) {
      const button = block.querySelector("button[data-md-type=copy]")
      if (!button || getComputedStyle(button.parentElement).display === "none") {
        copied.push(null)
        continue
      }
      button.click()
      copied.push(await navigator.clipboard.readText())
    }
    return copied
  },

  // Of what is printed: the frame that should be gone, what is cut off, what is missing.
  printed() {
    const all = selector => [...document.querySelectorAll(selector)]
    const frame = ".md-header, .md-sidebar, .md-footer__inner, .md-search, .md-code__nav, .md-top,"
      + " .headerlink, .book-switch, .book-mend, .book-place, .book-read, .md-skip"
    const parts = "article .highlight, article .highlight + ol > li, article p, article td"
    return {
      frame: all(frame).filter(book.seen).map(e => e.className),
      cut: all("article pre > code, article table, article img").filter(book.seen)
        .filter(e => e.scrollWidth > e.clientWidth + 1
          || e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => `${e.tagName} ${e.innerText.slice(0, 60)}`),
      missing: all(parts)
        .filter(e => e.textContent.trim() && !e.matches(".book-mend, .book-place *") && !book.seen(e))
        .map(e => e.textContent.slice(0, 60)),
    }
  },

  // Of the thousands of coloured words, one of each colour in each kind of block.
  plain() {
    const kept = new Set()
    for (const block of document.querySelectorAll(".highlight")) {
      const kind = block.className.replace(/language-\w+/, "")
      for (const word of block.querySelectorAll("code span[class]")) {
        const key = `${kind} ${word.className}`
        if (kept.has(key) || word.querySelector("span")) word.replaceWith(...word.childNodes)
        kept.add(key)
      }
      for (const line of block.querySelectorAll("code > span:not([class]), code a")) {
        if (!line.querySelector("[class]")) line.replaceWith(...line.childNodes)
      }
      block.normalize()
    }
  },

  // Elements with text of their own, by kind: tags, classes and styles up to the body. What is
  // of one kind has one colour, on every page; those of known kinds are left out.
  fresh(known) {
    const kinds = new Map()
    const found = new Map()
    for (const e of document.querySelectorAll("body, body *")) {
      const before = e.previousElementSibling
      const kind = [kinds.get(e.parentNode) ?? "", e.tagName, e.getAttribute("class"),
        e.getAttribute("style"), before && before.tagName + before.className].join(" ")
      kinds.set(e, kind)
      const text = [...e.childNodes].some(node => node.nodeType === 3 && node.data.trim())
      if (text && book.seen(e)) found.set(kind, e)
    }
    known.forEach(kind => found.delete(kind))
    book.toLookAt = [...found.values()]
    return [...found.keys()]
  },

  async violations(where, options) {
    const {violations} = await axe.run(where, {resultTypes: ["violations"], preload: false, ...options})
    return violations.flatMap(rule => rule.nodes.map(node =>
      `${rule.id}: ${node.html.slice(0, 120)} ${node.failureSummary.slice(0, 200)}`))
  },
  // Every rule but those of colour, which are slow.
  async faults() {
    await book.frame()
    await book.frame()
    const rules = Object.fromEntries(COLOUR.map(rule => [rule, {enabled: false}]))
    return book.violations(document, {rules})
  },

  // The rules of colour, for what fresh() has found.
  faint: () => book.toLookAt.length ? book.violations(book.toLookAt, {runOnly: COLOUR}) : [],

  // Where the keyboard is; null at the end of the page.
  focus() {
    const e = document.activeElement
    if (e === document.body) return null
    const shown = e.matches(".md-option") ? e.nextElementSibling : e
    const style = getComputedStyle(shown)
    const box = shown.getBoundingClientRect()
    const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
    return {
      what: `${e.tagName} ${e.className || e.id || e.href || ""}`.slice(0, 80),
      ring: outline || style.boxShadow !== "none",
      seen: book.seen(shown) && box.height > 2 && box.right > 0 && box.left < innerWidth
        && box.bottom > 0 && box.top < innerHeight,
    }
  },

  // Types a query; the addresses of the results, and the time they took in units of a fixed
  // piece of work, done just before: that number is the same on a slow or busy machine.
  async search(query) {
    const input = document.querySelector("[name=query]")
    const list = document.querySelector(".md-search-result__list")
    const meta = document.querySelector(".md-search-result__meta")
    meta.textContent = "" // so that the answer changes it, whatever it is
    const changed = new Promise(done => {
      const watch = new MutationObserver(() => done(watch.disconnect()))
      watch.observe(meta, {childList: true, characterData: true, subtree: true})
    })
    const unit = book.work()
    const began = performance.now()
    input.value = query
    input.dispatchEvent(new KeyboardEvent("keyup", {key: "a"}))
    await changed
    const ms = performance.now() - began
    for (let frames = 0; !list.children.length && frames < 20; frames++) await book.frame()
    const found = [...list.querySelectorAll("li > a:first-child")].map(a => a.href)
    // As a reader sees them: what is folded away is left out, and so is the title of a page
    // that stands over sections of it.
    const seen = [...list.querySelectorAll("li > a")]
      .filter(a => a.href.includes("#") || !a.nextElementSibling?.matches("a"))
      .map(a => a.href)
    return {ms, unit, found, seen}
  },

  // Milliseconds of a fixed piece of work: some five, on a quiet core.
  work() {
    const began = performance.now()
    let sum = 0
    for (let n = 0; n < 4e6; n++) sum += n * n % 7
    return performance.now() - began + 0 * sum
  },
}

new PerformanceObserver(list => list.getEntries().forEach(e => { book.shifts += e.value }))
  .observe({type: "layout-shift", buffered: true})

// No movement: what is looked at is at rest.
document.addEventListener("DOMContentLoaded", () => {
  const still = "* { transition: none !important; animation: none !important }"
  document.head.append(Object.assign(document.createElement("style"), {textContent: still}))
})

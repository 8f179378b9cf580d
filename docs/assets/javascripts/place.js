// The reader's place: the pages that were read, and where reading stopped. It is kept in this
// browser (localStorage) under one name for both editions, and never sent. A page is read once
// its end was in sight. Where nothing can be kept, nothing is shown.
(function () {
  const KEY = "keras-book-place", self = document.currentScript
  const root = new URL("../../", self.src).href // of the edition: its own copy of this file
  const nameOf = address => address.split(/[?#]/)[0].slice(root.length)
    .replace(/(index)?\.html$/, "").replace(/\/$/, "")

  // The pages that are read one after the other: all in the contents, but home and what is for
  // looking things up.
  const links = new Map()
  for (const link of document.querySelectorAll(".md-nav--primary a.md-nav__link:not([href*='#'])")) {
    const name = nameOf(link.href)
    if (name && !name.startsWith("help/")) links.set(name, link)
  }
  const here = nameOf(location.href)

  // What a text says, if it is a place; only pages of this book count.
  function understood(text) {
    try {
      const {read, at} = JSON.parse(text)
      if (!Array.isArray(read)) return null
      const [page, section] = Array.isArray(at) ? at : []
      return {
        read: [...links.keys()].filter(name => read.includes(name)),
        at: links.has(page) ? [page, String(section || "")] : null,
      }
    } catch { return null }
  }
  function kept() {
    let text = null
    try { text = localStorage.getItem(KEY) } catch { /* refused */ }
    return understood(text) || {read: [], at: null}
  }
  function keep(place) {
    try { localStorage.setItem(KEY, JSON.stringify(place)) } catch { /* refused, or full */ }
    draw()
  }

  function draw() {
    const place = kept()
    for (const [name, link] of links) {
      const mark = link.querySelector(".book-read")
      if (!place.read.includes(name)) mark?.remove()
      else if (!mark) {
        link.append(Object.assign(document.createElement("span"),
          {className: "book-read", role: "img", title: self.dataset.read}))
      }
    }
    if (box) tell(place)
  }

  // ---- on a page: where the reader is

  function remember() {
    const seen = [...document.querySelectorAll("article h2[id]")]
      .filter(heading => heading.getBoundingClientRect().top < innerHeight / 2)
    const place = kept()
    place.at = [here, seen.length ? seen.pop().id : ""]
    keep(place)
  }
  function finish() {
    const place = kept()
    if (!place.read.includes(here)) place.read.push(here)
    keep(place)
  }

  // ---- on the home page: the way back, and what can be done with what is kept

  const box = document.querySelector(".book-place")
  const part = name => box.querySelector("[data-part=" + name + "]")

  function tell(place) {
    const names = [...links.keys()], count = part("count"), [page, section] = place.at || []
    const unread = names.filter(name => !place.read.includes(name))
    const next = unread.includes(page) ? page
      : unread.find(name => names.indexOf(name) > names.indexOf(page)) || unread[0]
    part("known").hidden = !place.at && !place.read.length
    box.hidden = part("known").hidden && !part("said").textContent
    part("go").hidden = !next
    part("done").hidden = !!next
    if (next) {
      const link = part("next")
      link.href = links.get(next).href + (next === page && section ? "#" + section : "")
      link.textContent = links.get(next).querySelector(".md-ellipsis").textContent.trim()
    }
    count.textContent = count.dataset.text
      .replace("{read}", place.read.length).replace("{all}", names.length)
    part("bar").max = names.length
    part("bar").value = place.read.length
  }
  function say(text) {
    part("said").textContent = text
    draw()
  }
  function save() {
    const file = new Blob([JSON.stringify(kept())], {type: "application/json"})
    const link = document.createElement("a")
    link.href = URL.createObjectURL(file)
    link.download = KEY + ".json"
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60000)
  }
  async function take() {
    const file = part("file").files[0], {loaded, wrong} = part("said").dataset
    const theirs = file && understood(await file.text()), mine = kept()
    part("file").value = ""
    if (theirs) keep({read: [...mine.read, ...theirs.read], at: theirs.at || mine.at})
    if (file) say(theirs ? loaded : wrong)
  }
  function forget() {
    try { localStorage.removeItem(KEY) } catch { /* refused */ }
    say(part("said").dataset.forgot)
  }

  draw()
  addEventListener("storage", draw)
  addEventListener("pageshow", event => event.persisted && draw())
  if (box) {
    part("save").onclick = save
    part("load").onclick = () => part("file").click()
    part("file").onchange = take
    part("forget").onclick = forget
  }
  if (links.has(here)) {
    remember()
    addEventListener("pagehide", remember)
    document.addEventListener("visibilitychange", () => document.hidden && remember())
    // What stands below the article comes into sight when its end has.
    new IntersectionObserver(seen => seen.some(one => one.isIntersecting) && finish())
      .observe(document.querySelector(".md-footer"))
  }
})()
